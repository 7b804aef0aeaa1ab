import Glibc
import LineEditor
import Testing

@Suite struct CompletionMenuTests {
    init() {
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    private func list(_ count: Int, note: String = "") -> CompletionList {
        let candidates = (0..<count).map { CompletionCandidate(text: "name_\($0)", description: "number \($0)") }
        return CompletionList(replacing: 0..<0, candidates: candidates, note: note)
    }

    @Test func scrollsWithTheChoice() {
        var menu = CompletionMenu(list(12))
        #expect(menu.rows(columns: 40, available: 20).map(\.label) == (0..<8).map { "name_\($0) " })
        for _ in 0..<9 { menu.move(by: 1) }
        let rows = menu.rows(columns: 40, available: 20)
        #expect(rows.first?.label == "name_2 ")
        #expect(rows.last == .init(label: "name_9 ", description: "number 9", isSelected: true))
        menu.move(by: -9)
        #expect(menu.rows(columns: 40, available: 20).first?.isSelected == true)
        menu.move(by: -1)
        #expect(menu.selected?.text == "name_11")
        #expect(menu.rows(columns: 40, available: 3).map(\.label) == ["name_9 ", "name_10", "name_11"])
    }

    @Test(arguments: 0..<40)
    func rowsFitAnyWidth(_ columns: Int) {
        var menu = CompletionMenu(
            CompletionList(
                replacing: 0..<0,
                candidates: [
                    CompletionCandidate(text: "触发器触发器触发器", description: "触发器 is a very long description"),
                    CompletionCandidate(text: "short")
                ], note: "a note that is long, too"))
        for row in menu.rows(columns: max(columns, 2), available: 5) where columns >= 6 {
            let separator = row.description.isEmpty || row.label.isEmpty ? "" : "  "
            let text = " \(row.label)\(separator)\(row.description)"
            #expect(CellWidth.of(text.unicodeScalars) < columns)
        }
    }

    @Test func notesTakeARowOfTheirOwn() {
        var menu = CompletionMenu(list(5, note: "… fetching"))
        #expect(menu.rows(columns: 40, available: 3).map(\.description) == ["number 0", "number 1", "… fetching"])
        #expect(menu.rows(columns: 40, available: 0) == [])
        var empty = CompletionMenu(list(0, note: "… fetching"))
        #expect(empty.rows(columns: 40, available: 3).count == 1)
        #expect(empty.selected == nil)
        empty.move(by: 1)
        #expect(empty.selected == nil)
    }

    @Test func keepsTheChoiceInANewList() {
        var menu = CompletionMenu(list(4))
        menu.move(by: 2)
        menu.update(CompletionList(replacing: 0..<0, candidates: Array(list(4).candidates.dropFirst())))
        #expect(menu.selected?.text == "name_2")
        menu.update(list(1))
        #expect(menu.selected?.text == "name_0")
    }

    @Test(arguments: [
        (["create", "create_many"], "create"), (["a", "b"], ""), (["äb", "äc"], "ä"), (["one"], "one"), ([], "")
    ])
    func findsTheCommonPrefix(_ texts: [String], _ expected: String) {
        let list = CompletionList(replacing: 0..<0, candidates: texts.map { CompletionCandidate(text: $0) })
        #expect(list.commonPrefix == expected)
    }

    @Test func listsInColumns() {
        #expect(
            CompletionMenu.plainColumns(list(5), columns: 20) == "name_0  name_3\nname_1  name_4\nname_2")
        #expect(CompletionMenu.plainColumns(list(2, note: "more"), columns: 3) == "name_0\nname_1\nmore")
    }
}
