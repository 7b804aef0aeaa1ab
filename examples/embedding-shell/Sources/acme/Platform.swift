import MoontideShell

/// What the application is about: a platform that runs apps. The shell knows nothing of it.
final class Platform {
    struct App: Encodable {
        var name: String
        var replicas: Int
        var status = "running"
    }

    struct UnknownApp: Error, CustomStringConvertible {
        var name: String
        var description: String { "there is no app '\(name)'" }
    }

    private(set) var apps = [App(name: "web", replicas: 2), App(name: "api", replicas: 1)]

    var names: [Completion] { apps.map { Completion($0.name, summary: "\($0.replicas) replicas, \($0.status)") } }

    func deploy(_ name: String, replicas: Int) throws -> App {
        guard let index = apps.firstIndex(where: { $0.name == name }) else { throw UnknownApp(name: name) }
        for step in 1...replicas {
            try Shell.checkInterruption()
            apps[index].replicas = step
        }
        return apps[index]
    }
}
