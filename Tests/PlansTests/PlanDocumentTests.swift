import JSON
import Plans
import TestSupport
import Testing

@Suite("Saved plans")
struct PlanDocumentTests {
    private func plan() throws -> Plan {
        let draft = PlanDraft(title: "pause all")
        try draft.update(Samples.trigger(), merging: ["is_enabled": false, "scheduled_details": ["body": .null]])
        try draft.delete(Samples.trigger("other"))
        try draft.update(Samples.trigger("third"), merging: ["is_enabled": true])
        var plan = draft.plan
        plan.target = PlanTarget(context: "prod", address: "https://api.example.com", account: "abc")
        return plan
    }

    private func reading(_ text: String) throws -> PlanDocument {
        let folder = TemporaryFolder()
        let path = folder.write(text, to: "plan.json")
        do throws(PlanFileError) {
            return try PlanDocument(contentsOf: path)
        } catch {
            #expect(error.path == path)
            throw Reason(text: error.reason)
        }
    }

    struct Reason: Error, Equatable { var text: String }

    @Test func areReadAsTheyWereWritten() throws {
        let document = PlanDocument(try plan(), time: 1_795_233_600_123)
        let text = String(decoding: document.fileBytes(), as: UTF8.self)
        let read = try reading(text)
        #expect(read.plan == document.plan)
        #expect(read.time == 1_795_233_600_123)
        #expect(text.hasPrefix("{\n  \"format\": \"moontide plan\",\n  \"version\": 1,\n  \"time\": \"2026-11-2"))
    }

    @Test func everyCutIsNoticed() throws {
        let bytes = PlanDocument(try plan()).fileBytes()
        for count in stride(from: 0, to: bytes.count - 2, by: 37) {
            #expect(throws: Reason.self) { try reading(String(decoding: bytes.prefix(count), as: UTF8.self)) }
        }
    }

    @Test(arguments: [
        ("{}", "cannot be used: it has no \"format\": \"moontide plan\""),
        ("[]", "cannot be used: it has no \"format\": \"moontide plan\""),
        (
            #"{"format":"moontide plan","version":2}"#,
            "cannot be used: it has the version 2, and this program reads version 1"
        ),
        (#"{"format":"moontide plan","version":1,"time":"2026-11-21T00:00:00Z"}"#, "cannot be used: it has no 'steps'"),
        (
            #"{"format":"moontide plan","version":1,"time":"2026-11-21T00:00:00Z","steps":[{"kind":"melt"}]}"#,
            "cannot be used: it has in step 1 the unknown kind 'melt'"
        ),
        (
            """
            {"format":"moontide plan","version":1,"time":"2026-11-21T00:00:00Z","steps":[{"kind":"delete",\
            "operation":"functions.melt","label":"x","arguments":{}}]}
            """, "cannot be used: it has in step 1 the unknown operation 'functions.melt'"
        ),
        (
            """
            {"format":"moontide plan","version":1,"time":"2026-11-21T00:00:00Z","steps":[{"kind":"create",\
            "operation":"functions.create_trigger","label":"x","arguments":{"namespace_id":{"$step":[1,"namespace"]}}}]}
            """, "cannot be used: it has in step 1 a reference to step 1, which is no earlier one"
        )
    ])
    func whatIsNoPlanOfThisProgramIsRefused(_ text: String, _ reason: String) {
        #expect(throws: Reason(text: reason)) { try reading(text) }
    }

    /// What is shown are the changes, what is sent are the arguments.
    @Test func aStepThatSendsSomethingElseThanItShowsIsRefused() throws {
        let changed: [(Int, String, @Sendable (inout PlanStep) -> Void)] = [
            (1, "arguments that are not what its 'changes' make of it", { $0.arguments["is_enabled"] = true }),
            (1, "arguments that are not what its 'changes' make of it", { $0.changes.removeAll() }),
            (
                1, "arguments that are not what its 'changes' make of it",
                { $0.operation = "functions.update_access_key" }
            ),
            (2, "arguments about another trigger than its 'identity'", { $0.arguments["trigger_name"] = "prod" }),
            (
                2, "a deletion of a trigger by 'functions.delete_namespace'",
                { $0.operation = "functions.delete_namespace" }
            ),
            (2, "no 'resource' of the catalog, which deletes have", { $0.resource = nil })
        ]
        let target = PlanTarget(context: "prod", address: "https://api.example.com", account: "abc")
        for (number, reason, change) in changed {
            var plan = try self.plan()
            plan.target = target
            change(&plan.steps[number - 1])
            let text = String(decoding: PlanDocument(plan).fileBytes(), as: UTF8.self)
            let whole = "cannot be used: it has in step \(number) \(reason)"
            #expect(throws: Reason(text: whole)) { try reading(text) }
        }
    }

    @Test func aMissingFileIsTold() {
        #expect(throws: PlanFileError(path: "/nowhere/plan", reason: "cannot be read: No such file or directory")) {
            try PlanDocument(contentsOf: "/nowhere/plan")
        }
    }

    @Test func secretsAreFoundAndHidden() throws {
        let step = PlanStep(
            .update, operation: "dedicated_inferences.patch",
            arguments: [
                "dedicated_inference_id": "d-1", "access_tokens": ["hugging_face_token": "hf_0123456789"]
            ], resource: "dedicated_inferences.dedicated_inference", label: "llama",
            changes: [
                FieldChange(path: ["access_tokens"], before: nil, after: ["hugging_face_token": "hf_0123456789"])
            ])
        let plan = Plan(steps: [step])
        #expect(plan.secretArguments().map(\.step) == [1])
        #expect(plan.secretArguments().map(\.names) == [["access_tokens.hugging_face_token"]])
        let hidden = String(decoding: PlanDocument(plan.hidingSecrets()).fileBytes(), as: UTF8.self)
        #expect(hidden.contains("hf_0123456789") == false)
    }
}
