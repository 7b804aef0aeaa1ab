/// A variable of the environment that the program looks at. The manual and the documentation have them from here.
package struct EnvironmentVariable: Sendable, Equatable {
    /// One name, or several that are looked at in this order.
    package let names: [String]
    /// One or two sentences.
    package let meaning: String

    private init(_ names: String..., meaning: String) {
        self.names = names
        self.meaning = meaning
    }

    package static let all = [
        EnvironmentVariable(
            "DIGITALOCEAN_CONTEXT", meaning: "The context to use where --context is not given; local is the local API."),
        EnvironmentVariable(
            "DIGITALOCEAN_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN",
            meaning: "The API token, where neither an option nor the variable before names a context."),
        EnvironmentVariable(
            "XDG_CONFIG_HOME", meaning: "The folder of configuration; ~/.config where it is not an absolute path."),
        EnvironmentVariable(
            "XDG_DATA_HOME", meaning: "The folder of data; ~/.local/share where it is not an absolute path."),
        EnvironmentVariable(
            "XDG_STATE_HOME", meaning: "The folder of state; ~/.local/state where it is not an absolute path."),
        EnvironmentVariable(
            "MOONTIDE_SNIPPET_PATH", meaning: "Folders with snippets that others share, with colons between."),
        EnvironmentVariable(
            "MOONTIDE_SNIPPET_MEMORY", meaning: "How many MiB the snippets of others may use, from 1 to 65536."),
        EnvironmentVariable(
            "MOONTIDE_SNIPPET_TIME", meaning: "How many seconds the snippets of others may run, from 1 to 86400."),
        EnvironmentVariable("NO_COLOR", meaning: "Any value but the empty one switches color off."),
        EnvironmentVariable(
            "TERM", meaning: "The terminal; one that is dumb gets neither color nor anything that moves the cursor."),
        EnvironmentVariable("TZ", meaning: "The time zone in which tables show times."),
        EnvironmentVariable("PAGER", meaning: "What shows long output at the prompt; an empty value: nothing does."),
        EnvironmentVariable("VISUAL", "EDITOR", meaning: "What edits an entry of the prompt; vi where neither is set."),
        EnvironmentVariable(
            "TMPDIR", meaning: "The folder for files that live as long as an editor or a download; /tmp without."),
        EnvironmentVariable(
            "https_proxy", "all_proxy",
            meaning: "The proxy for connections to the API; the names in capitals are looked at, too."),
        EnvironmentVariable("no_proxy", meaning: "Hosts that are reached without it, with commas between."),
        EnvironmentVariable("LUA_PATH_5_4", "LUA_PATH", meaning: "Where require looks for modules, as in lua."),
        EnvironmentVariable("LUA_CPATH_5_4", "LUA_CPATH", meaning: "Where require looks for modules in C, as in lua.")
    ]
}
