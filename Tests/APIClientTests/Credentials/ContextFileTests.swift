import APIClient
import Glibc
import TestSupport
import Testing

struct ContextFileTests {
    private let folder = TemporaryFolder()

    private func read() throws(ContextFileError) -> ContextFile {
        try ContextFile(environment: ["XDG_CONFIG_HOME": folder.path, "HOME": "/nonexistent"])
    }

    private func problem() -> String? {
        do throws(ContextFileError) {
            _ = try read()
            return nil
        } catch {
            return error.description.replacing(folder.path, with: "~")
        }
    }

    private func write(_ text: String) { folder.write(text, to: "moontide/contexts.yaml") }

    @Test func readsTheSettingsOfContexts() throws {
        write(
            "prod: {readonly: true, protected: true, confirm: all}\nstaging:\n  confirm: off\nlocal:\n  readonly: true\n"
        )
        let file = try read()
        #expect(file.names == ["prod", "staging", "local"])
        #expect(
            file.settings(of: "prod")
                == ContextSettings(isReadOnly: true, isProtected: true, confirmations: .all))
        #expect(file.settings(of: "staging") == ContextSettings(confirmations: .off))
        #expect(file.settings(of: "elsewhere") == ContextSettings())
    }

    @Test func isLookedForInTheHomeDirectoryToo() {
        #expect(ContextFile.path(["HOME": "/home/you"]) == "/home/you/.config/moontide/contexts.yaml")
        #expect(ContextFile.path(["HOME": "/home/you", "XDG_CONFIG_HOME": "relative"])?.hasPrefix("/home/you") == true)
        #expect(ContextFile.path([:]) == nil)
    }

    @Test(arguments: ["", "# nothing yet\n"]) func anEmptyFileSetsNothing(text: String) throws {
        write(text)
        #expect(try read().names == [])
    }

    @Test func noFileSetsNothing() throws { #expect(try read().names == []) }

    static let mistakes = [
        ("prod: {readonly: yes}", "prod.readonly: expected true or false, found \"yes\""),
        ("prod: {readonly: 1}", "prod.readonly: expected true or false, found 1"),
        ("prod: {redonly: true}", "prod: unknown setting 'redonly'; there are readonly, protected, confirm"),
        ("prod: {confirm: none}", "prod.confirm: expected all, destructive or off, found \"none\""),
        ("prod: true", "prod: expected settings, such as readonly: true, found true"),
        ("- prod", "the document: expected contexts by their names, found a list"),
        (
            "prod: {protected: true, confirm: off}",
            "prod: protected: true asks, and confirm: off does not; leave one of them out"
        ),
        ("prod: {readonly: true", "line 2, column 1:")
    ]

    @Test(arguments: mistakes) func refusesWhatItDoesNotUnderstand(text: String, message: String) throws {
        write(text + "\n")
        let found = try #require(self.problem())
        #expect(found.hasPrefix("~/moontide/contexts.yaml: \(message)"), "\(found)")
    }

    @Test func refusesAFileThatIsNotTheUsersAlone() throws {
        write("prod: {readonly: true}")
        let path = folder.file("moontide/contexts.yaml")
        #expect(chmod(path, 0o664) == 0)
        #expect(
            problem()
                == "~/moontide/contexts.yaml cannot be used: others may write it; chmod go-w ~/moontide/contexts.yaml makes it yours"
        )
        #expect(rename(path, folder.file("elsewhere.yaml")) == 0 && chmod(folder.file("elsewhere.yaml"), 0o600) == 0)
        #expect(symlink(folder.file("elsewhere.yaml"), path) == 0)
        #expect(
            problem()
                == "~/moontide/contexts.yaml cannot be used: it is a symbolic link; put the file itself there")
        #expect(unlink(path) == 0 && mkfifo(path, 0o600) == 0)
        #expect(problem() == "~/moontide/contexts.yaml cannot be used: it is no regular file")
        #expect(unlink(path) == 0 && mkdir(path, 0o700) == 0)
        #expect(problem() == "~/moontide/contexts.yaml cannot be used: it is no regular file")
    }

    @Test func aPolicyTakesOverWhatIsSet() {
        var policy = Policy(context: "prod")
        policy.apply(ContextSettings(isReadOnly: true, isProtected: true, confirmations: .all), from: "/c.yaml")
        #expect(policy.readOnlyReason == "the context 'prod' is read-only (/c.yaml)")
        #expect(policy.isProtected && policy.confirmations == .all)
        var other = Policy(context: "prod", confirmations: .off)
        other.apply(ContextSettings(), from: "/c.yaml")
        #expect(other.readOnlyReason == nil && !other.isProtected && other.confirmations == .off)
    }

    @Test func aPolicyOfABrokenFileLetsReadsPassOnly() throws {
        let asker = Asker()
        var policy = asker.policy()
        policy.apply(ContextFileError(.unreadable("it is a directory"), path: "/c.yaml"))
        let transport = ScriptedTransport(statuses: [204])
        let client = client(transport, policy: policy)
        _ = try client.send(prepared("functions.list_namespaces"))
        #expect(
            failure(client, try Calls.updateTrigger())?.description
                == """
                functions.update_trigger: refused: /c.yaml cannot be used: it is a directory; until that is mended only \
                reads are sent, and functions.update_trigger is no read
                """)
        #expect(transport.requests.count == 1)
    }
}
