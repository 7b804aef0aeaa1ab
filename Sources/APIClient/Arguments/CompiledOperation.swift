import Catalog
import HTTPMessage

/// An operation made ready for calls. Lives on the thread of its owner.
final class CompiledOperation {
    enum Place {
        case path, query, header
        /// In the address of a server that is not the API's own.
        case server
        /// The `authorization` of such a server.
        case accessKey
        /// In no request, as those of a function that is described as operations are and sends nothing.
        case nowhere
    }

    struct Parameter {
        var field: CompiledField
        var place: Place
    }

    enum Segment {
        case literal(String)
        /// The value of a parameter, by its number.
        case parameter(Int)
    }

    let operation: Operation
    /// In the order of the server's address, the path, then query, then header parameters.
    let parameters: [Parameter]
    let segments: [Segment]
    /// Nil for an operation at the API's own address.
    let server: ServerTemplate?
    let body: CompiledSchema?
    /// Whether a field of the body is called `body`, so that a whole body cannot be given under that name.
    let hasFieldNamedBody: Bool
    let acceptedMediaType: String
    /// The names that may be meant beside the fields of the body.
    let parameterNames: [String]
    private let places: NameTable

    init(_ operation: Operation, _ compiler: SchemaCompiler) {
        self.operation = operation
        let server = operation.server.map { ServerTemplate($0) }
        let ofServer = server?.takesArgument == true ? 1 : 0
        let inPath = operation.path.segments.isEmpty && server == nil ? Place.nowhere : .path
        let isSent = { (field: Field) in server == nil || !field.name.isEqualIgnoringASCIICase(to: "authorization") }
        parameters =
            operation.pathParameters.prefix(ofServer).map { .init(field: compiler.compiled($0), place: .server) }
            + operation.pathParameters.dropFirst(ofServer).map { .init(field: compiler.compiled($0), place: inPath) }
            + operation.queryParameters.map { .init(field: compiler.compiled($0), place: .query) }
            + operation.headerParameters.map {
                .init(field: compiler.compiled($0), place: isSent($0) ? .header : .accessKey)
            }
        let names = operation.pathParameters.dropFirst(ofServer).map(\.name)
        segments = operation.path.segments.map { segment in
            switch segment {
            case .literal(let text): .literal("/" + text)
            case .parameter(let name): names.firstIndex(of: name).map { .parameter($0) } ?? .literal("/")
            }
        }
        self.server = server
        let body = operation.body.map { compiler.compiled($0.schema) }
        self.body = body
        hasFieldNamedBody = body?.hasField(named: "body") ?? false
        let mediaTypes = [operation.success.mediaType ?? "application/json"] + operation.success.otherMediaTypes
        acceptedMediaType = mediaTypes.joined(separator: ", ")
        parameterNames = parameters.flatMap(\.field.suggestions)
        places = parameters.map(\.field).places
    }

    /// The number of the parameter that a program calls so; nil for a field of the body and for an unknown name.
    func parameter(named name: String) -> Int? { places[name] }
}

extension CompiledSchema {
    /// Whether an object of this schema may have the field, whatever variant it is.
    fileprivate func hasField(named name: String) -> Bool {
        switch target.shape {
        case .object(let object): object.place(of: name) != nil
        case .oneOf(let union): union.variants.contains { $0.schema.hasField(named: name) }
        default: false
        }
    }

    /// Whether the body is made of named fields, which then may stand in the flat table of arguments.
    var hasNamedMembers: Bool {
        switch target.shape {
        case .object, .map: true
        case .oneOf(let union): union.variants.contains { $0.schema.hasNamedMembers }
        default: false
        }
    }
}
