/// One endpoint: a method on a path, what goes in and what comes out.
public struct Operation: Sendable, Equatable {
    /// How much an operation can change.
    public enum Danger: String, Sendable, CaseIterable {
        case read, create, update, delete
        /// Reaches beyond one resource: by tag, everything, or credentials.
        case wide
    }

    /// The group's name: `functions`.
    public var group: String
    /// The name within the group: `create_trigger`.
    public var name: String
    /// Other full names it is callable under: `functions_access_key.list`.
    public var aliases: [String] = []
    /// The vendor's operationId: `functions_create_trigger`.
    public var identifier: String
    public var method: String
    public var path: PathTemplate
    /// The address that the path is below, where it is not the API's own: `https://inference.example.com`. A name in braces
    /// stands for a parameter, which is the first of ``pathParameters``.
    public var server: String?
    /// One sentence.
    public var summary: String
    /// Those of ``server``, then those of ``path`` in its order; all are required.
    public var pathParameters: [Field] = []
    public var queryParameters: [Field] = []
    public var headerParameters: [Field] = []
    public var body: Body?
    public var success: Success
    /// The documented error statuses, ascending.
    public var errorStatuses: [Int] = []
    /// Alternatives of which a token needs one; each is a set of scopes needed together. Empty: any token will do.
    public var scopes: [Set<String>] = []
    public var pagination: Pagination?
    public var danger: Danger
    /// Whether a successful call starts to cost money.
    public var costsMoney = false
    public var isDeprecated = false
    /// Whether the body takes the place of all that was there: what it leaves out is lost or goes back to its default.
    public var isReplacement = false
    /// What a user should know beyond the summary, a sentence each.
    public var notes: [String] = []
    /// A limit of this operation's own, beside the general ones; operations with one `name` share it.
    public var rateLimit: RateLimit?

    /// The full name: `functions.create_trigger`; the name alone where there is no group.
    public var qualifiedName: String { group.isEmpty ? name : "\(group).\(name)" }

    public struct Body: Sendable, Equatable {
        /// `application/json` first, where it is accepted.
        public var mediaTypes: [String]
        public var isRequired: Bool
        public var schema: Schema

        public init(mediaTypes: [String] = ["application/json"], isRequired: Bool = true, schema: Schema) {
            self.mediaTypes = mediaTypes
            self.isRequired = isRequired
            self.schema = schema
        }
    }

    public struct Success: Sendable, Equatable {
        public var status: Int
        /// Nil where the answer has no body.
        public var mediaType: String?
        /// Other forms the answer may have, as the request decides: `text/event-stream`. They are texts without fields.
        public var otherMediaTypes: [String] = []
        /// The members of the answer of which the first that is there is the result; empty where the whole answer is.
        ///
        /// There are several where the request decides, as for one droplet or many.
        public var roots: [String]
        /// The schema of the whole answer; nil where it is not JSON.
        public var schema: Schema?

        public init(status: Int, mediaType: String? = nil, root: String? = nil, schema: Schema? = nil) {
            self.status = status
            self.mediaType = mediaType
            roots = root.map { [$0] } ?? []
            self.schema = schema
        }

        /// The member of the answer that is the result; nil where the whole answer is.
        public var root: String? { roots.first }
    }

    public enum Pagination: Sendable, Equatable {
        /// `page` and `per_page`, with `links.pages` and `meta.total` in the answer.
        case pages
        /// As `pages`, but the next page is asked for with this query parameter from `links.pages.next`.
        case token(parameter: String)
    }

    public struct RateLimit: Sendable, Equatable {
        public var name: String
        public var requests: Int
        public var seconds: Int

        public init(name: String, requests: Int, seconds: Int) {
            self.name = name
            self.requests = requests
            self.seconds = seconds
        }
    }

    public init(
        group: String, name: String, identifier: String, method: String, path: PathTemplate, summary: String,
        success: Success, danger: Danger
    ) {
        self.group = group
        self.name = name
        self.identifier = identifier
        self.method = method
        self.path = path
        self.summary = summary
        self.success = success
        self.danger = danger
    }
}

/// A path with places for parameters: `/v2/functions/namespaces/{namespace_id}`.
public struct PathTemplate: Sendable, Hashable, CustomStringConvertible {
    public enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }

    public let segments: [Segment]

    /// Reads the text of a template. A segment in braces is a parameter; no part of a segment can be one.
    public init(_ text: String) {
        segments = text.utf8.split(separator: UInt8(ascii: "/")).map { segment in
            segment.first == UInt8(ascii: "{") && segment.last == UInt8(ascii: "}")
                ? .parameter(String(Substring(segment.dropFirst().dropLast()))) : .literal(String(Substring(segment)))
        }
    }

    /// The names of the parameters, in the order of the path.
    public var parameterNames: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    public var description: String {
        segments.map {
            switch $0 {
            case .literal(let text): "/\(text)"
            case .parameter(let name): "/{\(name)}"
            }
        }.joined()
    }
}
