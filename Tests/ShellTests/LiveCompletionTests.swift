import Catalog
import JSON
import LineEditor
import Shell
import Testing

/// Knows a few lists, and remembers what it was asked for.
private final class FixedValues: LiveValueSource {
    struct Question: Equatable {
        var operation: String
        var arguments: JSONObject
        var onlyKnown: Bool
    }

    private(set) var questions: [Question] = []
    var note = ""
    var isPartial = false

    static let lists: [String: [LiveValue]] = [
        "droplets.list": [
            LiveValue(identifier: 12, label: "12", names: ["web-1"], description: "web-1 · active"),
            LiveValue(identifier: 13, label: "13", names: ["Web-2"], description: "Web-2 · off"),
            LiveValue(identifier: 271, label: "271", names: ["db-1"], description: "db-1 · active")
        ],
        "functions.list_namespaces": [
            LiveValue(identifier: "fn-1", label: "fn-1", names: ["jobs"]),
            LiveValue(identifier: "fn-2", label: "fn-2", names: ["o'brien"])
        ],
        "images.list": [
            LiveValue(identifier: 7, word: "ubuntu-24-04-x64", label: "7", names: ["24.04 (LTS) x64"]),
            LiveValue(identifier: 8, label: "8", names: ["my snapshot"])
        ],
        "functions.list_triggers": [LiveValue(identifier: "nightly", label: "nightly")],
        "tags.list": [
            LiveValue(identifier: "it's \"x\"\u{1B}", label: "it's \"x\"\\027"),
            LiveValue(identifier: "web", label: "web")
        ]
    ]

    func answer(for list: LiveList, onlyKnown: Bool) -> LiveAnswer {
        questions.append(
            Question(operation: list.operation.qualifiedName, arguments: list.arguments, onlyKnown: onlyKnown))
        return LiveAnswer(Self.lists[list.operation.qualifiedName] ?? [], note: note, isPartial: isPartial)
    }
}

struct LiveCompletionTests {
    private let values = FixedValues()

    private func complete(_ marked: String) -> CompletionList {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
        return CompletionEngine(source: FixedSymbols(), live: values)
            .completions(for: parts.joined(), cursor: parts[0].utf8.count)
    }

    private func texts(_ marked: String) -> [String] { complete(marked).candidates.map(\.text) }

    @Test(arguments: [
        // Numbers are bare, strings in quotes unless there is one.
        ("droplets.get(|", ["12", "13", "271"]), ("droplets.get(1|", ["12", "13"]), ("droplets.get(\"|", []),
        ("droplets.get{ droplet_id = |", ["12", "13", "271"]), ("droplets.get{ droplet_id = 2|", ["271"]),
        ("functions.get_namespace(|", ["\"fn-1\"", "\"fn-2\""]), ("functions.get_namespace('fn-2|", ["fn-2"]),
        ("functions.get_namespace \"|", ["fn-1", "fn-2"]),
        // In the items of a list, and in tables of tables.
        ("droplets.create{ tags = { \"w|", ["web"]),
        ("droplets.create{ tags = { \"a\", |", ["\"it's \\\"x\\\"\\027\"", "\"web\""]),
        ("firewalls.create{ inbound_rules = {{ sources = { droplet_ids = { 12, |", ["12", "13", "271"]),
        // A string may stand for some numbers, and for no others.
        ("droplets.create{ image = |", ["7", "8"]), ("droplets.create{ image = 'ubu|", ["ubuntu-24-04-x64"]),
        ("droplets.create{ image = '7|", ["ubuntu-24-04-x64"]), ("droplets.create{ image = 'my|", []),
        // Quotes of either kind are safe.
        ("tags.get('it|", ["it\\'s \"x\"\\027"]), ("tags.get(\"it|", ["it's \\\"x\\\"\\027"])
    ])
    func offersWhatIdentifiesAThing(text: String, expected: [String]) {
        #expect(texts(text) == expected)
    }

    @Test(arguments: [
        ("droplets.get(web|", ["12"]), ("droplets.get{ droplet_id = web|", ["12"]),
        ("droplets.get{ droplet_id = WEB|", ["12", "13"]),
        ("droplets.get{ droplet_id = wb2|", ["13"]), ("functions.get_namespace(\"jo|", ["fn-1"]),
        ("functions.get_namespace(\"jbs|", ["fn-1"]), ("functions.get_namespace(\"x|", [])
    ])
    func findsByNameAsByIdentifier(text: String, expected: [String]) {
        #expect(texts(text).filter { $0 != "web" } == expected)
    }

    @Test func showsTheNameBesideTheIdentifier() {
        let candidate = complete("droplets.get(27|").candidates.first
        #expect(candidate == CompletionCandidate(text: "271", label: "271", description: "db-1 · active"))
    }

    @Test(arguments: [
        ("functions.get_trigger('fn-7', \"|", "fn-7"), ("functions.get_trigger(ns, \"|", "fn-9"),
        ("functions.get_trigger(a.b, |", "fn-9"), ("functions.get_trigger(a['b'], |", "fn-9"),
        ("functions.update_trigger{ namespace_id = \"fn-7\", trigger_name = \"|", "fn-7"),
        ("functions.update_trigger{ namespace_id = ns; trigger_name = |", "fn-9"),
        ("functions.update_trigger('fn-7', { trigger_name = |", "fn-7"), ("ns:trigger(|", "fn-9"),
        ("ns:trigger \"|", "fn-9")
    ])
    func takesTheListFromTheOtherArguments(text: String, namespace: String) {
        #expect(texts(text).map { $0.filter { $0 != "\"" } } == ["nightly"])
        #expect(values.questions.map(\.arguments) == [["namespace_id": .string(namespace)]])
    }

    @Test(arguments: [
        "functions.get_trigger(f(), \"|", "functions.get_trigger(unknown, \"|",
        "functions.update_trigger{ trigger_name = \"|",
        "functions.get_trigger(ns .. 'x', \"|", "functions.get_trigger(\"a\\n\", \"|", "other:trigger(|"
    ])
    func asksForNothingWhereTheListIsNotKnown(text: String) {
        #expect(texts(text) == [])
        #expect(values.questions == [])
    }

    @Test func asksForNothingWhereAVariableIsTyped() {
        #expect(texts("functions.get_namespace(n|").contains("ns"))
        #expect(values.questions.map(\.onlyKnown) == [true])
        _ = texts("functions.get_namespace(|")
        _ = texts("droplets.get(1|")
        #expect(values.questions.map(\.onlyKnown) == [true, false, false])
    }

    @Test(arguments: [
        "local x = \"|", "print(\"|", "droplets.list{ name = \"|", "x = { region = \"|", "functions.|",
        "-- droplets.get(|",
        "droplets.create{ regi|", "function droplets.get(|", ".mode |", "?droplets.get(|",
        "functions.create_trigger(ns, { type = \"|"
    ])
    func asksForNothingElsewhere(text: String) {
        _ = texts(text)
        #expect(values.questions == [])
    }

    @Test func saysWhatIsUnderWay() {
        values.note = "… fetching droplets"
        values.isPartial = true
        let list = complete("droplets.get(1|")
        #expect(list.candidates.map(\.text) == ["12", "13"])
        #expect((list.note, list.isPartial) == ("… fetching droplets", true))
    }

    /// Otherwise what the identifiers share would be in the way of typing a name.
    @Test func insertsNoCommonBeginningOfIdentifiers() {
        #expect(complete("functions.get_namespace('|").insertsCommonPrefix == false)
        #expect(complete("functions.get_namespace('f|").insertsCommonPrefix)
        #expect(complete("functions.|").insertsCommonPrefix)
    }

    @Test(arguments: [
        (".run retime-triggers namespaces=|", 32, ["fn-1", "fn-2"]),
        (".run retime-triggers namespaces=fn-1,j|", 37, ["fn-1"]),
        (".run retime-triggers droplet=|", 29, ["12", "13", "271"]),
        (".run retime-triggers mode=|", 26, ["all", "none"]),
        (".run retime-triggers trigger=|", 29, []), (".run retime-triggers namespace=fn-4 trigger=|", 44, ["nightly"]),
        ("run('retime-triggers', { namespaces = { \"|", 41, ["fn-1", "fn-2"]),
        ("run('retime-triggers', { mode = |", 32, ["\"all\"", "\"none\""])
    ])
    func offersTheValuesOfASnippet(text: String, start: Int, expected: [String]) {
        let list = complete(text)
        #expect(list.candidates.map(\.text) == expected)
        #expect(expected.isEmpty || list.replacing.lowerBound == start)
    }
}
