import TestSupport
import Testing

/// Values of the API in the menu of completion, at a real prompt with a real server.
@Suite(.serialized)
struct LiveCompletionTests {
    private let folder = TemporaryFolder()

    private func start(_ address: String, _ options: String..., prompt: String? = nil) throws -> PseudoTerminal {
        let environment = Moontide.environment(in: folder, ["DIGITALOCEAN_TOKEN": exampleToken])
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--no-history", "--api-url", address] + options, environment: environment)
        let prompt = prompt ?? self.prompt
        try terminal.expect(lastRow: prompt, column: prompt.count + 1)
        return terminal
    }

    private let prompt = "digitalocean>"
    private let rows = """
         1001  web-1 · active · nyc1 · s-1vcpu-1gb
         1002  web-2 · active · nyc1 · s-1vcpu-1gb
         1003  web-3 · active · nyc1 · s-1vcpu-1gb
        """

    @Test func theyAreFetchedBesideTheLine() throws {
        let vendor = try HeldVendor()
        vendor.hold()
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(\t")
        try terminal.expect("\(prompt) droplets.get(\n … fetching droplets")
        #expect(terminal.screen.style(row: 1, column: 1).isDimmed)
        vendor.release()
        try terminal.expect("\(prompt) droplets.get(\n\(rows)")
        try terminal.type("\u{1B}[B\r")
        try terminal.expect("\(prompt) droplets.get(1002\nget(droplet_id*)")
        #expect(vendor.targets == ["GET /v2/droplets?per_page=200"])
        #expect(terminal.screen.unknownSequences == [])
    }

    @Test func aDryRunReadsToo() throws {
        let vendor = try HeldVendor()
        let terminal = try start(vendor.address, "--dry-run", prompt: "digitalocean dry-run>")
        try terminal.type("droplets.get(\t")
        try terminal.wait(for: "the values") { $0.text.hasSuffix(rows) }
    }

    @Test func typingGoesOnMeanwhileAndFindsNames() throws {
        let vendor = try HeldVendor()
        vendor.hold()
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get{ droplet_id = \tweb-")
        try terminal.wait(for: "what was typed") { $0.row(0) == "\(prompt) droplets.get{ droplet_id = web-" }
        vendor.release()
        try terminal.type("\u{15}droplets.get(\t")
        try terminal.expect("\(prompt) droplets.get(\n\(rows)")
        try terminal.type("\u{07}\u{15}droplets.get(web\t")
        try terminal.expect("\(prompt) droplets.get(web\n\(rows)")
        #expect(vendor.targets.count == 1)
    }

    @Test func nothingIsAskedForBeforeTab() throws {
        let vendor = try HeldVendor()
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(1001, \u{1B}[D\u{1B}[D\u{1B}[F\u{7F}\u{7F})\u{1B}[H\u{1B}[F.name")
        try terminal.wait(for: "the line") { $0.row(0) == "\(prompt) droplets.get(1001).name" }
        #expect(vendor.targets == [])
        try terminal.type("\r")
        try terminal.expect(lastRow: prompt)
        try terminal.expect(containing: "web-1")
        #expect(vendor.targets == ["GET /v2/droplets/1001"])
    }

    @Test func nothingIsAskedForWhereItIsSwitchedOff() throws {
        folder.write("config.complete.live = false\n", to: "config/moontide/init.lua")
        let vendor = try HeldVendor()
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(\t")
        try terminal.wait(for: "the bell") { $0.bells == 1 }
        #expect(terminal.screen.row(0) == "\(prompt) droplets.get(")
        #expect(vendor.targets == [])
    }

    @Test func whatIsOldIsShownWhileItIsFetchedAgain() throws {
        folder.write("config.complete.ttl = 1\n", to: "config/moontide/init.lua")
        let vendor = try HeldVendor()
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(\t")
        try terminal.expect("\(prompt) droplets.get(\n\(rows)")
        vendor.hold()
        vendor.setDroplets(2)
        let end = ContinuousClock.now + PseudoTerminal.deadline
        while vendor.targets.count < 2 {
            try #require(.now < end)
            try terminal.type("\u{07}\t")
            try terminal.wait(for: "the values that are known") { $0.text.contains(rows) }
        }
        try terminal.expect("\(prompt) droplets.get(\n\(rows)\n … fetching droplets")
        vendor.release()
        try terminal.expect(
            "\(prompt) droplets.get(\n 1001  web-1 · active · nyc1 · s-1vcpu-1gb\n 1002  web-2 · active · nyc1 · s-1vcpu-1gb"
        )
    }

    @Test func noMoreAreReadThanAnybodyLooksThrough() throws {
        let vendor = try HeldVendor()
        vendor.setDroplets(1_812)
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(\t")
        try terminal.expect(lastRow: " the first 500 of 1,812 droplets")
        try terminal.type("\u{1B}[A")
        try terminal.wait(for: "the last one") { $0.text.contains(" 1500  web-500 ") }
        #expect(vendor.targets.map { $0.hasSuffix("page=3") } == [false, false, true])
    }

    @Test func anEntryThatWritesMakesThemOld() throws {
        let api = try ServedAPI()
        let terminal = try start(api.address)
        try terminal.type("tags.get('\t")
        try terminal.expect(lastRow: " no tags")
        try terminal.type("\u{07}\u{15}tags.create{ name = 'one' }.name\r")
        try terminal.wait(for: "the tag") { $0.text.hasSuffix("\none\n\(prompt)") }
        try terminal.type("tags.get('\t")
        try terminal.expect(lastRow: " one  resources 0 · droplets 0 · volumes 0")
    }

    @Test func theLocalAPIIsAskedToo() throws {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--no-history", "--data", ":memory:"], environment: Moontide.environment(in: folder))
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("tags.get('\t")
        try terminal.expect(lastRow: " no tags")
        try terminal.type("\u{07}\u{15}#localapi.seed{ namespaces = 1, triggers = 2 }\r")
        try terminal.wait(for: "the data") { $0.text.hasSuffix("\n1\nlocal>") }
        try terminal.type("ns = functions.list_namespaces()[1]; return ns.region\r")
        try terminal.wait(for: "the namespace") { $0.text.hasSuffix("\nblr1\nlocal>") }
        try terminal.type("ns:trigger('\t")
        try terminal.wait(for: "the triggers of the namespace") {
            $0.text.contains("\n trigger-00001  ") && $0.text.contains("\n trigger-00002  ")
        }
    }

    @Test func aServerThatFailsIsOneDimRow() throws {
        let vendor = try HeldVendor()
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(1001).id\r")
        try terminal.wait(for: "the prompt after it") { $0.text.hasSuffix("\n1001\n\(prompt)") }
        vendor.fail(with: 500)
        try terminal.type("droplets.get(\t")
        try terminal.expect(lastRow: " droplets: 500 server_error")
        #expect(vendor.targets.count == 2)
        try terminal.type("\u{07}\t")
        try terminal.expect(lastRow: " droplets: 500 server_error")
        #expect(vendor.targets.count == 2)
    }

    @Test func nobodyListeningIsOneDimRow() throws {
        let terminal = try start("http://127.0.0.1:9")
        try terminal.type("droplets.get(\t")
        try terminal.expect("\(prompt) droplets.get(\n droplets: no connection")
        #expect(terminal.screen.style(row: 1, column: 1).isDimmed)
        try terminal.type("\u{07}\u{15}1 + 1\r")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("\n2\n\(prompt)") }
    }

    @Test func aServerThatSaysNothingIsGivenUp() throws {
        let vendor = try HeldVendor()
        vendor.hold()
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(\t")
        try terminal.expect(lastRow: " droplets: no answer within 3 seconds")
        try terminal.type("\u{07}\u{15}1 + 1\r")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("\n2\n\(prompt)") }
    }

    @Test func anInterruptTheEndAndAnotherContextLeaveNothingBehind() throws {
        let vendor = try HeldVendor()
        vendor.hold()
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(\t")
        try terminal.expect(lastRow: " … fetching droplets")
        try terminal.type("\u{03}")
        try terminal.expect(lastRow: "get(droplet_id*)")
        try terminal.type("\u{03}")
        try terminal.expect(lastRow: prompt, column: prompt.count + 1)
        try terminal.type(".context local\r")
        try terminal.wait(for: "the other context") { $0.text.hasSuffix("\nlocal>") }
        try terminal.type("droplets.get(\t")
        try terminal.expect(lastRow: " no droplets")
        try terminal.type("\u{07}\u{15}.context digitalocean\r")
        try terminal.wait(for: "the context of before") { $0.text.hasSuffix("\n\(prompt)") }
        try terminal.type("droplets.get(\t")
        try terminal.expect(lastRow: " … fetching droplets")
        try terminal.type("\u{07}\u{15}\u{04}")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func fewRequestsAreLeftForEntries() throws {
        let vendor = try HeldVendor()
        vendor.setRemaining(3)
        let terminal = try start(vendor.address)
        try terminal.type("droplets.get(1001).id\r")
        try terminal.wait(for: "the prompt after it") { $0.text.contains("\n1001\n\(prompt)") }
        try terminal.type("droplets.get(\t")
        try terminal.expect(lastRow: " droplets: not fetched, few requests are left")
        #expect(vendor.targets == ["GET /v2/droplets/1001"])
    }

    @Test func secretsAreNeverShown() throws {
        let vendor = try HeldVendor()
        let terminal = try start(vendor.address)
        try terminal.type("functions.get_namespace('\t")
        try terminal.expect(lastRow: " fn-1  jobs · nyc1")
        #expect(!String(decoding: terminal.received, as: UTF8.self).contains("the-old-key"))
    }
}
