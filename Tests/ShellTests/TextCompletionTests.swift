import LineEditor
import Shell
import TestSupport
import Testing

/// Names in strings and in the lines of commands.
struct TextCompletionTests {
    private func complete(_ marked: String) -> CompletionList {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
        return CompletionEngine(source: FixedSymbols())
            .completions(for: parts.joined(), cursor: parts[0].utf8.count)
    }

    private func texts(_ marked: String) -> [String] { complete(marked).candidates.map(\.text) }

    @Test(arguments: [
        ("?dro|", ["droplets"]), ("?functions.create_|", ["functions.create_trigger", "functions.create_namespace"]),
        ("? ns:cre|", ["ns:create_trigger"]),
        ("?functions.create_trigger.sched|", ["functions.create_trigger.scheduled_details"]),
        ("help(\"functions.create_n|", ["functions.create_namespace"]), (".help dro|", ["droplets"]),
        ("?resize|", ["resize-all"]), ("curl('functions.create_n|", ["functions.create_namespace"])
    ])
    func offersWhatHelpKnows(text: String, expected: [String]) {
        #expect(texts(text) == expected)
    }

    @Test(arguments: [
        (".run re|", ["retime-triggers", "resize-all"]), ("run(\"res|", ["resize-all"]), ("run 'res|", ["resize-all"]),
        (".run retime-triggers |", ["match=", "namespaces=", "mode=", "end=", "namespace=", "trigger=", "droplet="]),
        (".run retime-triggers match='a b' dr|", ["droplet="]), (".run retime-triggers match=x m|", ["mode="]),
        (".run retime-triggers end=t|", ["true"]), (".run nothing |", []), (".run retime-triggers other=|", []),
        ("run('retime-triggers', { ma|", ["match = "]), ("run('retime-triggers', { en|", ["[\"end\"] = "]),
        (
            "run('retime-triggers', { |",
            ["match = ", "namespaces = ", "mode = ", "[\"end\"] = ", "namespace = ", "trigger = ", "droplet = "]
        )
    ])
    func offersSnippetsAndTheirParameters(text: String, expected: [String]) {
        #expect(texts(text) == expected)
    }

    @Test(arguments: [
        ("show(x, { mo|", ["mode = "]), ("show(x, { mode = 'js|", ["json", "jsonl"]), ("render(x, 'ya|", ["yaml"]),
        ("wait(x, { go|", ["gone = "]), ("wait(x, { gone = |", ["true", "false"])
    ])
    func offersTheOptionsOfFunctions(text: String, expected: [String]) {
        #expect(texts(text) == expected)
    }

    @Test(arguments: [
        "dofile(\"", "dofile \"", "loadfile('", "io.open(\"", "io.lines(\"", "io.input(\"", "io.output(\"",
        "os.remove(\"",
        "os.rename('a', '", "save(x, \"", "plan.load(\"", "plan1:save(\"", ".log ", ".share retime-triggers "
    ])
    func offersFilesAndFolders(before: String) {
        let folder = TemporaryFolder()
        folder.write("x", to: "jobs-a.lua")
        folder.write("x", to: "jobs b.lua")
        folder.write("x", to: ".hidden")
        folder.write("x", to: "jobs-c/x.lua")
        let start = folder.path + "/"
        #expect(texts(before + start + "jobs-|") == [start + "jobs-a.lua", start + "jobs-c/"])
        #expect(texts(before + start + "nothing|") == [])
        #expect(complete(before + start + "jobs-|").replacing.lowerBound == before.utf8.count)
    }

    @Test(arguments: [
        "print(\"", "io.open(x, \"", "x = \"", "save(\"", "plan1:other(\"", "unknown:save(\"", ".mode ", ".share "
    ])
    func offersNoFilesElsewhere(before: String) {
        let folder = TemporaryFolder()
        folder.write("x", to: "jobs.lua")
        #expect(texts(before + folder.path + "/jo|") == [])
    }

    @Test func offersTheOtherWordsOfACommandBesideFiles() {
        #expect(texts(".log o|").first == "off")
    }
}
