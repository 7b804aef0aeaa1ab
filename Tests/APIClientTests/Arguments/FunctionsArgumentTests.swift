import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

/// The checks on the operations of the catalog, as a user meets them: whole texts.
struct FunctionsArgumentTests {
    @Test func tellsEveryProblemAtOnce() throws {
        let problem = try #require(
            refusal(
                of: "functions.create_trigger",
                [
                    "namespace_id": "fn-1", "nmae": "nightly", "is_enabled": "yes",
                    "scheduled_details": ["cron": "61 * * * *", "bdy": [:]]
                ]))
        #expect(
            problem.description == """
                functions.create_trigger: 5 problems:
                  unknown parameter 'nmae' (did you mean 'name'?)
                  is_enabled: expected true or false, found "yes"
                  scheduled_details.cron: cron "61 * * * *", column 1: minute 61 is out of range; write 0 to 59
                  unknown parameter 'scheduled_details.bdy' (did you mean 'body'?)
                  missing: name, function, type
                """)
        #expect(problem.problems.first?.nearest == "name")
    }

    @Test func oneProblemIsOneLine() throws {
        #expect(
            refusal(
                of: "functions.create_access_key", ["namespace_id": "fn-1", "name": "deploy", "expires_in": "10m"])?
                .description
                == "functions.create_access_key: expires_in: expected hours or days, at least 1h, as in 12h or 7d; "
                + "found \"10m\"")
        #expect(
            refusal(of: "functions.get_trigger", [:])?.description
                == "functions.get_trigger: missing: namespace_id, trigger_name")
        #expect(
            refusal(of: "functions.create_namespace", ["label": "", "region": "nyc1"])?.description
                == "functions.create_namespace: label: expected 1 to 255 characters, found 0")
        #expect(
            refusal(of: "functions.list_namespaces", ["page": 1])?.description
                == "functions.list_namespaces: unknown parameter 'page'")
    }

    @Test func namesTheAllowedValuesAndTheNearest() throws {
        let arguments: JSONObject = [
            "namespace_id": "fn-1", "name": "nightly", "func": "reports/nightly", "type": "SCHEDULE",
            "is_enabled": true, "scheduled_details": ["cron": "0 3 * * *"]
        ]
        let problem = try #require(refusal(of: "functions.create_trigger", arguments))
        #expect(
            problem.description
                == "functions.create_trigger: type: expected \"SCHEDULED\", found \"SCHEDULE\" "
                + "(did you mean \"SCHEDULED\"?)")
        #expect(problem.problems[0].allowedValues == ["SCHEDULED"])
    }

    @Test func knowsWhereAMisplacedFieldBelongs() {
        #expect(
            refusal(
                of: "functions.update_trigger", ["namespace_id": "fn-1", "trigger_name": "nightly", "cron": "* * * * *"]
            )?
            .description
                == "functions.update_trigger: unknown parameter 'cron' (did you mean 'scheduled_details.cron'?)")
    }

    @Test(arguments: ["func", "function", "function_"]) func takesTheNamesLuaCanWrite(name: String) throws {
        let call = try prepared(
            "functions.create_trigger",
            [
                "namespace_id": "fn-1", "name": "nightly", name: "reports/nightly", "type": "SCHEDULED",
                "is_enabled": true, "scheduled_details": ["cron": "0 3 * * *", "body": ["depth": 2.0]]
            ])
        #expect(
            String(decoding: call.request.body, as: UTF8.self)
                == #"{"name":"nightly","function":"reports/nightly","type":"SCHEDULED","is_enabled":true,"#
                + #""scheduled_details":{"cron":"0 3 * * *","body":{"depth":2.0}}}"#)
    }

    @Test func refusesOneParameterUnderTwoNames() {
        let arguments: JSONObject = [
            "namespace_id": "fn-1", "name": "nightly", "func": "a/b", "function": "a/c", "type": "SCHEDULED",
            "is_enabled": true, "scheduled_details": ["cron": "0 3 * * *"]
        ]
        #expect(
            refusal(of: "functions.create_trigger", arguments)?.description
                == "functions.create_trigger: function: given twice, as 'func' and as 'function'")
    }

    @Test func placesPathParametersEncoded() throws {
        let call = try prepared(
            "functions.update_trigger", ["namespace_id": "fn-1", "trigger_name": "a/b ü", "is_enabled": false])
        #expect(call.request.method == "PUT")
        #expect(call.request.target == "/v2/functions/namespaces/fn-1/triggers/a%2Fb%20%C3%BC")
        #expect(call.request.headers["content-type"] == "application/json")
        #expect(call.pathArguments == ["namespace_id": "fn-1", "trigger_name": "a/b ü"])
        #expect(call.body == ["is_enabled": false])
    }

    @Test(arguments: ["", ".", ".."]) func refusesPathSegmentsThatVanish(name: String) {
        #expect(
            refusal(of: "functions.delete_trigger", ["namespace_id": "fn-1", "trigger_name": .string(name)])?
                .description
                == "functions.delete_trigger: trigger_name: expected a text that can stand in a path, found \"\(name)\""
        )
    }

    @Test func acceptsAWholeBody() throws {
        let call = try prepared(
            "functions.create_namespace", ["body": ["label": "jobs", "region": "nyc1"]])
        #expect(call.body == ["label": "jobs", "region": "nyc1"])
        #expect(
            refusal(of: "functions.create_namespace", ["body": ["label": "jobs"], "region": "nyc1"])?.description == """
                functions.create_namespace: 2 problems:
                  region: given beside 'body'; put it into the body
                  missing: region
                """)
    }

    @Test(arguments: Catalog.standard.groupNames)
    func everyOperationIsPreparedFromItsExamples(_ name: String) throws {
        let group = try #require(Catalog.standard.group(name))
        for operation in group.operations {
            for arguments in [group.exampleArguments(of: operation), everyExample(of: operation, in: group)] {
                let call = try ArgumentChecker().prepare(Call(operation, of: group, arguments: arguments))
                #expect((call.server != nil) == (operation.server != nil), "\(operation.qualifiedName)")
                let prefix = operation.server == nil ? "/v2/" : "/"
                #expect(call.request.target.hasPrefix(prefix), "\(operation.qualifiedName)")
                #expect(!call.request.target.contains("{"), "\(operation.qualifiedName)")
            }
        }
    }

    /// What an operation needs, and beside it all that may be given.
    private func everyExample(of operation: Operation, in group: Group) -> JSONObject {
        var arguments = group.exampleArguments(of: operation)
        let bodyFields = operation.body.flatMap { group.fields(of: $0.schema) } ?? []
        for field in operation.queryParameters + bodyFields where !field.isReadOnly && field.example != nil {
            let isGiven = field.luaNames.contains { arguments[$0] != nil }
            if !isGiven { arguments[field.name] = group.example(of: field, for: .request) }
        }
        return arguments
    }
}

/// A call of the catalog's, checked.
func prepared(_ name: String, _ arguments: JSONObject = [:]) throws -> PreparedCall {
    let operation = try #require(Catalog.standard.operation(name))
    let group = try #require(Catalog.standard.group(operation.group))
    return try ArgumentChecker().prepare(Call(operation, of: group, arguments: arguments))
}

/// Why the arguments are refused.
func refusal(of name: String, _ arguments: JSONObject) -> ArgumentError? {
    do {
        _ = try prepared(name, arguments)
        return nil
    } catch {
        return error as? ArgumentError
    }
}
