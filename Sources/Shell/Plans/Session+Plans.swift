internal import APIClient
internal import Glibc
internal import Plans
internal import Scripting

extension Session {
    /// Tells the engine for whom plans are made, where journals are, and how a plan is shown.
    func installPlanHandlers() {
        engine.planTarget = { [connector] in (try? connector.target()).map(\.planTarget) }
        engine.journalFolder = JournalFolder(directories.state + "/journals")
        engine.planPrinter = { [weak self] plan, occasion in self?.show(plan, occasion) }
    }

    private func show(_ plan: Plan, _ occasion: PlanOccasion) {
        switch occasion {
        case .asked: present(resultPrinter.planView.lines(of: plan))
        case .question:
            // The question is for whoever watches standard error, and standard output may be a file.
            guard StandardStreams.isErrorTerminal else { return }
            var view = resultPrinter.planView
            view.style = errorStyle
            view.width = StandardStreams.errorWidth ?? 80
            view.rowLimit = rendering.rowLimit
            StandardStreams.writeError(view.lines(of: plan).map { $0 + "\n" }.joined())
        }
    }
}

extension Connector.Target {
    /// As plans and journals remember it.
    var planTarget: PlanTarget {
        switch self {
        case .local(let data): .local(name, data: absolute(data))
        case .remote(let credentials, let url):
            PlanTarget(context: name, address: url.description, account: credentials.token.fingerprint)
        case .application: PlanTarget(context: name, address: "", account: "")
        }
    }

    /// A path that means the same in every folder.
    private func absolute(_ path: String) -> String {
        guard !path.isEmpty, path != ":memory:", let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
