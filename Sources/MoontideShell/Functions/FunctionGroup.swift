/// A global table with functions of the program: `acme`, for `acme.deploy` and `acme.status`.
public struct FunctionGroup {
    let name: String
    let summary: String
    let functions: [Function]

    /// - Parameters:
    ///   - name: A name in Lua that nothing else has.
    ///   - summary: One sentence for help and completion.
    public init(_ name: String, _ summary: String, functions: [Function]) {
        self.name = name
        self.summary = summary
        self.functions = functions
    }
}
