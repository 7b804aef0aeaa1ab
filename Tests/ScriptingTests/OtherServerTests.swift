import APIClient
import Catalog
import HTTPMessage
import JSON
import Scripting
import Testing

/// Operations of the vendor's other servers, as scripts call them.
struct OtherServerTests {
    private let vendor = FakeVendor()
    private let batch: JSONValue = [
        "batch_id": "0e9d1d35-3d1e-4d66-9a2f-8c7e0f6b3e21", "status": "in_progress", "provider": "openai"
    ]
    private static let message =
        "model = 'm', messages = {{ role = 'user', content = 'Hello' }}, access_key = 'sk-do-secret'"

    private func engine() throws -> Engine { try vendor.engine(catalog: .standard) }

    @Test func aStreamIsAText() throws {
        vendor.respond = { _ in
            HTTPResponse(status: 200, headers: ["content-type": "text/event-stream"], body: Array("data: {}\n\n".utf8))
        }
        let source = "return inference.create_chat_completion{ stream = true, \(Self.message) }"
        #expect(try engine().value(source) == "data: {}\n\n")
    }

    @Test func anAnswerInOneIsATable() throws {
        vendor.respond = { _ in .json(["id": "c1", "choices": [["message": ["content": "Hi"]]]]) }
        let source = "return inference.create_chat_completion{ \(Self.message) }.choices[1].message.content"
        #expect(try engine().value(source) == "Hi")
    }

    /// Of a server that names no type the catalog knows it.
    @Test func anAnswerWithoutATypeIsWhatTheCatalogSays() throws {
        vendor.respond = { _ in HTTPResponse(status: 200, body: Array(#"{"id":"c1"}"#.utf8)) }
        #expect(try engine().value("return inference.create_chat_completion{ \(Self.message) }.id") == "c1")
    }

    /// A batch is waited for and canceled with the key it was made with; another address does not get it.
    @Test func aResourceKeepsItsKey() throws {
        let batch = batch
        vendor.respond = { request in
            guard request.method == "GET" else { return .json(batch) }
            var done = batch.object ?? [:]
            done["status"] = "completed"
            return .json(.object(done))
        }
        let result = try engine().value(
            """
            local batch = inference.create_batch{ file_id = '\(batch["batch_id"]?.string ?? "")', provider = 'openai',
                completion_window = '24h', request_id = '1', access_key = 'sk-do-secret' }
            return batch:wait().status .. " " .. batch:cancel().status .. " " .. inference.get_batch(batch).status
            """)
        #expect(result == "completed in_progress completed")
        let path = "/v1/batches/0e9d1d35-3d1e-4d66-9a2f-8c7e0f6b3e21"
        #expect(vendor.targets == ["/v1/batches", path, path + "/cancel", path])
        #expect(vendor.tokens.allSatisfy { $0 == vendor.tokens[0] } && vendor.tokens[0] != nil)
    }

    @Test func aKeyIsNotCarriedToTheAPI() throws {
        let batch = batch
        vendor.respond = { _ in .json(batch) }
        _ = try engine().value(
            """
            inference.get_batch{ batch_id = '\(batch["batch_id"]?.string ?? "")', access_key = 'sk-do-secret' }
            return api.request{ path = '/v2/account' } ~= nil
            """)
        #expect(vendor.tokens.map { $0 != nil } == [true, false])
    }

    @Test func commandLinesHideTheKey() throws {
        let line = try engine().value("return curl(inference.list_models, { access_key = 'sk-do-secret' })")
        #expect(line.contains("$ACCESS_KEY") && line.contains("https://inference.do-ai.run/v1/models"), "\(line)")
        #expect(!line.contains("secret"))
    }

    @Test func whatACallTellsOfItselfHasNoAddress() throws {
        vendor.respond = { _ in HTTPResponse(status: 200) }
        let text = try engine().value(
            """
            inference.upload_batch_file('https://uploads.example.com/s3cr3t?s=1', { body = '{}\\255' })
            return json.encode(response())
            """)
        #expect(text.contains("<upload_url>") && !text.contains("s3cr3t"), "\(text)")
        #expect(vendor.targets == ["/s3cr3t?s=1"])
        #expect(vendor.tokens == [nil])
        #expect(vendor.requests.first?.body == Array("{}".utf8) + [255])
    }
}
