import TestSupport
import Testing

/// A run for whose journal there is no space: under a limit on the size of files, as on a full disk.
struct FullDiskTests {
    @Test func nothingIsSentThatCannotBeWrittenDown() throws {
        let subject = try PlanSubject(steps: 20)
        let before = try subject.call("functions.list_namespaces")
        let outcome = try subject.apply(under: "trap '' XFSZ; ulimit -f 24").wait()
        #expect(outcome.status != 0)
        #expect(outcome.errorOutput.contains("cannot be written in \(subject.journals.path): File too large"))
        #expect(try subject.call("functions.list_namespaces") == before)
        #expect(try subject.call("droplets.list").array == [])
        #expect(subject.journals.journals().journals.isEmpty)
        #expect(try subject.apply().wait().output == subject.completion)
        #expect(try subject.differences() == [])
    }
}
