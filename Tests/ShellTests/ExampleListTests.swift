import Catalog
import Lua
import Shell
import Testing

/// Examples to copy and to run.
struct ExampleListTests {
    private let list = ExampleList(catalog: .standard)

    private func text(_ name: String, width: Int? = 80) throws -> String {
        Example.lines(try #require(list.examples(of: name)), width: width, style: .plain).joined(separator: "\n")
    }

    @Test func showsAnOperationAndTheMethodsThatCallIt() throws {
        #expect(
            try text("functions.update_trigger") == """
                -- Pauses, resumes or reschedules a trigger.
                functions.update_trigger("fn-3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33", "nightly", {
                  is_enabled = false,
                })

                -- Pauses, resumes or reschedules a trigger.
                trigger:update{ is_enabled = false }
                """)
    }

    @Test func showsEveryOperationOfAGroupAndEveryMethodOfAResource() throws {
        let group = try #require(Catalog.standard.group("functions"))
        #expect(list.examples(of: "functions")?.count == group.operations.count)
        #expect(try text("trigger").contains("trigger:delete()"))
    }

    @Test func findsWhatHasAWordInItsName() throws {
        #expect(try text("kubeconfig").contains("kubernetes.get_kubeconfig("))
        #expect(list.examples(of: "no such thing") == nil)
    }

    @Test func withoutANameItShowsTheFunctionsBesideTheAPI() throws {
        #expect(try text("").contains("\nsleep(\"2s\")"))
        #expect(try text("json").contains("json.encode("))
    }

    @Test func allOfThemAreLua() throws {
        let interpreter = try Interpreter()
        func load(_ text: String) -> Continuation.LoadResult {
            do throws(LuaError) {
                try interpreter.stack.load(text, named: "=example")
                interpreter.stack.pop()
                return .success
            } catch {
                return .failure(message: error.message, isIncomplete: error.kind == .syntax(isIncomplete: true))
            }
        }
        for name in list.names where !name.contains(".") {
            for example in try #require(list.examples(of: name)) {
                for width in [40, 100] {
                    let source = example.source(width).joined(separator: "\n")
                    guard case .complete = Continuation.of(source, load: load) else {
                        Issue.record("\(name): \(source)")
                        continue
                    }
                }
            }
        }
    }
}
