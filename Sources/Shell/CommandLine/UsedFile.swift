/// A file or folder that the program reads or writes. The manual and the documentation have them from here.
package struct UsedFile: Sendable, Equatable {
    /// As a person writes it, where no variable says otherwise.
    package let path: String
    package let meaning: String

    private init(_ path: String, _ meaning: String) {
        self.path = path
        self.meaning = meaning
    }

    package static let all = [
        UsedFile(
            "~/.config/moontide/contexts.yaml",
            "What holds for contexts, in scripts as well: readonly, protected, confirm. Never written."),
        UsedFile(
            "~/.config/moontide/init.lua",
            "Lua that runs before the first prompt: settings, keys, short names. Never written."),
        UsedFile("~/.config/doctl/config.yaml", "The contexts and tokens of doctl. Never written."),
        UsedFile("~/.editrc", "Key bindings, as editrc(5) says."),
        UsedFile("~/.local/share/moontide/local.db", "The data of the local API."),
        UsedFile(
            "~/.local/share/moontide/tls/", "The certificate authority of this machine, for moontide serve --tls."),
        UsedFile(
            "~/.local/share/moontide/snippets/",
            "The user's snippets; those from elsewhere are in its folder installed."),
        UsedFile(
            "./.moontide/snippets/", "Snippets of the project in this folder; each is asked about before it runs."),
        UsedFile("~/.local/state/moontide/history", "What was entered at the prompt, without secrets."),
        UsedFile("~/.local/state/moontide/journals/", "The journals of plans, from which they are undone and resumed."),
        UsedFile("~/.local/state/moontide/trusted-snippets.json", "Which snippets of projects have been trusted."),
        UsedFile(
            "~/.local/state/moontide/",
            "There are also the counts of requests that sessions share, one file for each token.")
    ]
}
