import Glibc
import MoontideShell

/// A prompt with functions of its own beside the API's: `acme.deploy("web", { replicas = 3 })`, `droplets.list()`.
@main
struct Acme {
    static func main() throws {
        let platform = Platform()
        let shell = try Shell(name: "acme", connection: .localInMemory)
        try shell.add(
            FunctionGroup(
                "acme", "Acme's apps.",
                functions: [
                    Function("apps", "Lists the apps.", returns: "a list of apps") { platform.apps },
                    Function(
                        "deploy", "Deploys an app.",
                        Parameter("app", .string, "Which one.", completions: { platform.names }),
                        Parameter("replicas", .integer(in: 1...9), "How many of it run.", default: 1),
                        returns: "the app"
                    ) { app, replicas in try platform.deploy(app, replicas: replicas) }
                ]))
        try shell.add(Command("apps", "how many apps there are") { _ in shell.write("\(platform.apps.count) apps") })
        exit(try shell.run())
    }
}
