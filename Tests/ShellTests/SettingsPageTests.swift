import Shell
import TestSupport
import Testing

struct SettingsPageTests {
    /// The page is written by hand, its table is not.
    @Test func thePageListsTheSettingsThereAre() throws {
        let project = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        let page = try RunningProgram.run("cat", [project + "/Sources/Shell/Shell.docc/Configuration.md"]).output
        #expect(page.contains(SettingsPage.table), "the table should be\n\(SettingsPage.table)")
    }
}
