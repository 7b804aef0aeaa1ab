internal import APIClient

/// The user's settings of contexts, read when they are first needed. Where they cannot be read, no context may be written
/// to.
final class SettingsOfContexts {
    private var read: Result<ContextFile, ContextFileError>?

    /// Reads the file once more when it is needed next.
    func reload() { read = nil }

    private var file: Result<ContextFile, ContextFileError> {
        if let read { return read }
        let file = Result { () throws(ContextFileError) in try ContextFile(environment: Directories.environment) }
        read = file
        return file
    }

    /// Why they are not known; nil where they are.
    var problem: String? {
        guard case .failure(let error) = file else { return nil }
        return "\(error); until that is mended only reads are sent"
    }

    func settings(of context: String) -> ContextSettings {
        guard case .success(let file) = file else { return ContextSettings(isReadOnly: true) }
        return file.settings(of: context)
    }

    /// The contexts that the file names.
    var names: [String] { (try? file.get().names) ?? [] }

    func apply(to policy: inout Policy) {
        switch file {
        case .success(let file): policy.apply(file.settings(of: policy.context), from: file.path)
        case .failure(let error): policy.apply(error)
        }
    }
}
