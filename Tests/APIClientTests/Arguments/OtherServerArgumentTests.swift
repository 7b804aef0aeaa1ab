import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

/// Operations that are not at the API's own address.
struct OtherServerArgumentTests {
    private let message: JSONObject = [
        "model": "llama3.3-70b-instruct", "messages": [["role": "user", "content": "Hello"]],
        "access_key": "sk-do-secret"
    ]
    private static let uploadAddress = "https://uploads.example.com/batch/requests.jsonl?X-Amz-Signature=5ec2e7"

    private func arguments(_ agent: JSONValue) -> JSONObject {
        var arguments = message
        arguments["agent_url"] = agent
        arguments["agent"] = true
        return arguments
    }

    @Test func aServerOfTheCatalogIsWhereTheCallGoes() throws {
        let call = try prepared("inference.create_chat_completion", message)
        #expect(call.server?.url == (try BaseURL("https://inference.do-ai.run")))
        #expect(call.request.target == "/v1/chat/completions")
        #expect(call.request.headers["authorization"] == nil)
        #expect(call.request.headers["accept"] == "application/json, text/event-stream")
        #expect(try prepared("functions.list_namespaces").server == nil)
    }

    @Test(arguments: [
        ("agent.example.com", "https://agent.example.com"),
        ("agent.example.com:8443", "https://agent.example.com:8443"),
        ("https://agent.example.com/", "https://agent.example.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://[::1]:8080", "http://[::1]:8080")
    ])
    func anAgentIsAHostOrAnAddress(agent: String, url: String) throws {
        let call = try prepared("agent_inference.create_chat_completion", arguments(.string(agent)))
        #expect(call.server?.url.description == url)
        #expect(call.request.target == "/api/v1/chat/completions?agent=true")
        #expect(call.pathArguments == ["agent_url": .string(agent)])
    }

    @Test(arguments: [
        "", "http://agent.example.com", "ftp://agent.example.com", "user:pass@agent.example.com", "agent.example.com/x",
        "https://agent.example.com/api/v1", "agent.example.com?x=1", "agent.example.com#x", "agent.example.com:0",
        "agent example.com", "..", "-a.example.com", "agent.example.com\\@other.example.com", "http://127.1",
        "https://", "a..b"
    ])
    func whatIsNoAgentIsRefused(agent: String) {
        #expect(
            refusal(of: "agent_inference.create_chat_completion", arguments(.string(agent)))?.description
                == "agent_inference.create_chat_completion: agent_url: expected a host such as agent.example.com, "
                + "or its https address; found \"\(agent.replacing("\\", with: "\\\\"))\"")
    }

    @Test(arguments: ["sk-do-secret", "Bearer sk-do-secret", "bearer  sk-do-secret", " sk-do-secret\n"])
    func theSchemeOfAKeyMayBeThereAlready(key: String) throws {
        var arguments = message
        arguments["access_key"] = .string(key)
        let call = try prepared("inference.create_chat_completion", arguments)
        #expect(call == (try prepared("inference.create_chat_completion", message)))
    }

    @Test(arguments: ["", "Bearer ", "se cret", "se\r\ncret", "sécret"]) func whatIsNoKeyIsRefused(key: String) {
        #expect(
            refusal(of: "inference.list_models", ["access_key": .string(key)])?.description
                == "inference.list_models: access_key: expected an access key, without blanks and control characters; "
                + "found another value")
    }

    @Test func aMissingKeyIsNamedAsItIsGiven() {
        #expect(refusal(of: "inference.list_models", [:])?.description == "inference.list_models: missing: access_key")
        #expect(
            refusal(of: "inference.list_models", ["access_key": 5])?.description
                == "inference.list_models: access_key: expected a string, found another value")
    }

    @Test func anUploadGoesToItsWholeAddress() throws {
        let call = try upload(Self.uploadAddress)
        #expect(call.server?.url.description == "https://uploads.example.com")
        #expect(call.request.target == "/batch/requests.jsonl?X-Amz-Signature=5ec2e7")
        #expect(call.request.body == Array("{}\n".utf8))
        #expect(call.pathArguments.isEmpty)
        #expect(call.shownPath == "/<upload_url>")
    }

    @Test(arguments: [
        ("https://a.example", "/"), ("https://a.example?b=c", "/?b=c"), ("https://a.example/%2F/", "/%2F/")
    ])
    func anAddressMayLackAPath(address: String, target: String) throws {
        #expect(try upload(address).request.target == target)
    }

    @Test(arguments: [
        "http://uploads.example.com/s3cr3t", "https://uploads.example.com/s3cr3t#x",
        "https://u:p@uploads.example.com/a",
        "ftp://uploads.example.com/s3cr3t", "https:///s3cr3t", "https://uploads.example.com/s3<cr3t",
        "https://..:443/s3cr3t"
    ])
    func whatIsNoAddressIsRefusedAndNotShown(address: String) throws {
        let error = try #require(throws: ArgumentError.self) { try upload(address) }
        #expect(
            error.description
                == "inference.upload_batch_file: upload_url: expected an https address such as "
                + "https://uploads.example.com/a?b=c, found another value")
    }

    /// Neither a description, nor a dump, nor a command line.
    @Test func secretsShowThemselvesNowhere() throws {
        for call in [try prepared("inference.create_chat_completion", message), try upload(Self.uploadAddress)] {
            var dumped = ""
            if let server = call.server { dump(server, to: &dumped) }
            let texts = [dumped, String(reflecting: call.server), "\(call.pathArguments)", call.curlCommand()]
            for text in texts + [call.shownPath, "\(call.request.headers)"] {
                #expect(!text.contains("secret") && !text.contains("5ec2e7"), "\(text)")
            }
        }
    }

    @Test func commandLinesGoToTheServerWithVariables() throws {
        let call = try prepared("inference.list_models", ["access_key": "sk-do-secret"])
        #expect(
            call.curlCommand()
                == #"curl -H "Authorization: Bearer $ACCESS_KEY" -H 'accept: application/json' "#
                + #"'https://inference.do-ai.run/v1/models'"#)
        #expect(
            call.curlCommand(baseURL: try BaseURL("http://localhost:8080")).hasSuffix(
                "'http://localhost:8080/v1/models'"))
        #expect(
            try upload(Self.uploadAddress).curlCommand()
                == #"curl -X PUT -H 'accept: application/json' -H 'content-type: application/octet-stream' "#
                + "--data-raw '{}\n' \"$UPLOAD_URL\"")
    }

    private func upload(_ address: String) throws -> PreparedCall {
        let operation = try #require(Catalog.standard.operation("inference.upload_batch_file"))
        let group = try #require(Catalog.standard.group(operation.group))
        let arguments: JSONObject = ["upload_url": .string(address)]
        return try ArgumentChecker().prepare(
            Call(operation, of: group, arguments: arguments, content: Array("{}\n".utf8)))
    }
}
