import TestSupport
import Testing

/// `prompt` and `right_prompt`: prompts of the user's own.
@Suite(.serialized)
struct CustomPromptTests {
    private let prompt = ConfiguredPrompt()
    private var folder: TemporaryFolder { prompt.folder }

    @Test func aFunctionMakesThePromptOfTheContext() throws {
        let terminal = try prompt.atPrompt(
            "prompt = function(c) return '\\27[32mät\\27[0m ' .. c.name .. tostring(c.is_local) .. '$ ' end",
            prompt: "ät localtrue$")
        #expect(terminal.screen.style(row: 0, column: 0).color == 2)
        #expect(terminal.screen.style(row: 0, column: 3).color == nil)
        // The cursor is where the text goes: the colors take no cells.
        try terminal.expect(lastRow: "ät localtrue$", column: 14)
        try terminal.type("ab\u{1b}[DX")
        try terminal.expect(lastRow: "ät localtrue$ aXb", column: 16)
        try terminal.type("\u{15}prompt = '日本> '\r1 + 1")
        try terminal.expect(lastRow: "日本> 1 + 1", column: 11)
    }

    @Test func theDefaultAndSeveralLinesCanBePartOfIt() throws {
        let terminal = try prompt.start("prompt = function(c) return 'above\\n' .. c.default end")
        try terminal.expect("above\nlocal>")
        try terminal.type("1\r")
        try terminal.expect("above\nlocal> 1\n1\nabove\nlocal>")
    }

    @Test func whatATerminalWouldObeyIsLeftOut() throws {
        let terminal = try prompt.start("prompt = 'a\\27[2Jb\\7c\\27[1md\\27[0m\\r> '")
        try terminal.expect(lastRow: "a[2Jbcd>")
        #expect(terminal.screen.bells == 0)
        #expect(terminal.screen.style(row: 0, column: 6).isBold)
    }

    @Test(arguments: [
        ("function() error('broken', 0) end", "prompt: broken; the default is shown"),
        ("function() return {} end", "prompt: expected a text to be returned, found a table; the default is shown"),
        ("function() end", "prompt: expected a text to be returned, found nil; the default is shown"),
        (
            "function() return ('x'):rep(5000) end",
            "prompt: expected at most 4096 bytes, found 5000; the default is shown"
        ),
        ("5", "prompt: expected a text or a function, found 5; the default is shown"),
        ("function() while true do end end", "prompt: it took longer than 250 ms; the default is shown"),
        ("function() sleep(1) end", "prompt: INIT:1: this function must not wait; the default is shown"),
        (
            "function() droplets.list() end",
            "prompt: INIT:1: droplets.list: refused: a function of the prompt must not call the API; the default is shown"
        )
    ])
    func whatIsWrongIsSaidOnceAndTheDefaultIsShown(_ value: String, _ message: String) throws {
        let terminal = try prompt.start("prompt = " + value, columns: 200)
        let note = "note: " + message.replacing("INIT", with: prompt.file)
        try terminal.expect("\(note)\nlocal>")
        try terminal.type("1\r#droplets.list()\r")
        try terminal.expect("\(note)\nlocal> 1\n1\nlocal> #droplets.list()\n0\nlocal>")
    }

    @Test func whereCareIsNeededItSaysSo() throws {
        folder.write(
            "prod: {protected: true, readonly: true}\nlocal: {readonly: true}\n", to: "config/moontide/contexts.yaml")
        folder.write("auth-contexts:\n  prod: \(exampleToken)\ncontext: prod\n", to: "config/doctl/config.yaml")
        let terminal = try prompt.start(
            "prompt = function(c) shown = c return '$ ' end", data: nil)
        try terminal.expect(lastRow: "prod readonly $")
        #expect(terminal.screen.style(row: 0, column: 0).color == 1)
        try terminal.type("shown.is_protected, shown.is_readonly, shown.is_local, shown.name\r")
        try terminal.wait(for: "what the function got") {
            $0.text.hasSuffix("true\ntrue\nfalse\nprod\nprod readonly $")
        }
        try terminal.type("prompt = function(c) return '12:00 ' .. c.label .. ' $ ' end\r")
        try terminal.expect(lastRow: "12:00 prod readonly $")
        try terminal.type(".context local\r")
        try terminal.expect(lastRow: "12:00 local readonly $")
        try terminal.type("prompt = '$ '\r")
        try terminal.expect(lastRow: "local readonly $")
    }

    @Test func theRightPromptStandsAtTheEndOfTheRow() throws {
        let terminal = try prompt.start(
            "right_prompt = function(c) return '\\27[33m' .. c.name .. '\\27[0m' end", columns: 40)
        try terminal.expect("local>" + String(repeating: " ", count: 28) + "local")
        #expect(terminal.screen.style(row: 0, column: 34).color == 3)
        try terminal.type("right_prompt = 5\r")
        try terminal.expect(containing: "note: right_prompt: expected a text or a")
    }

    @Test func theLineIsThereAtOnceWhateverElseRuns() throws {
        // A task that waits for its answer meanwhile is none of the prompt's.
        let terminal = try prompt.atPrompt("prompt = function(c) return c.default end")
        try terminal.type("async(function() for i = 1, 20 do droplets.list() sleep(0.005) end print('done') end);\r")
        try terminal.expect(containing: "done")
        for number in 1...5 { try terminal.type("x = \(number)\r") }
        try terminal.type("x\r")
        try terminal.wait(for: "the last value") { $0.text.hasSuffix("local> x\n5\nlocal>") }
        #expect(!terminal.screen.allText.contains("refused"))
    }
}
