import APIClient
import Catalog
import JSON
import Plans
import Testing

@Suite("Drafts of plans")
struct PlanDraftTests {
    private func call(_ name: String, _ arguments: JSONObject) throws -> Call {
        let operation = try #require(Catalog.standard.operation(name))
        return Call(operation, of: try #require(Catalog.standard.group(operation.group)), arguments: arguments)
    }

    private let newTrigger: JSONObject = [
        "name": "nightly", "function": "reports/run", "type": "SCHEDULED", "is_enabled": true,
        "scheduled_details": ["cron": "0 3 * * *"]
    ]

    @Test func editsOfOneResourceBecomeOneStep() throws {
        let draft = PlanDraft()
        let trigger = try Samples.trigger()
        try draft.update(trigger, merging: ["is_enabled": false])
        try draft.update(Samples.trigger("other"), merging: ["is_enabled": false])
        try draft.update(trigger, merging: ["scheduled_details": ["cron": "0 4 * * *"]])
        let steps = draft.plan.steps
        #expect(steps.map(\.label) == ["nightly", "other"])
        #expect(steps[0].changes.map(\.path) == [["is_enabled"], ["scheduled_details", "cron"]])
        #expect(steps[0].arguments["is_enabled"] == false)
    }

    @Test func anEditThatTakesAnotherBackLeavesNothing() throws {
        let draft = PlanDraft(title: "there and back")
        let trigger = try Samples.trigger()
        #expect(try draft.update(trigger, merging: ["is_enabled": false]))
        #expect(try !draft.update(trigger, merging: ["is_enabled": true]))
        #expect(draft.plan == Plan(title: "there and back", steps: [], unchangedCount: 1))
    }

    @Test func aRefusedEditLeavesThePlanAsItIs() throws {
        let draft = PlanDraft()
        try draft.update(Samples.trigger(), merging: ["is_enabled": false])
        let before = draft.plan
        #expect(throws: PlanError.self) { try draft.update(Samples.trigger(), merging: ["name": "x"]) }
        #expect(draft.plan == before)
    }

    @Test func aDeletionDropsEditsAndForbidsOthers() throws {
        let draft = PlanDraft()
        let trigger = try Samples.trigger()
        try draft.update(trigger, merging: ["is_enabled": false])
        try draft.update(Samples.trigger("other"), merging: ["is_enabled": false])
        try draft.delete(trigger)
        try draft.delete(trigger)
        #expect(draft.plan.steps.map(\.kind) == [.update, .delete])
        #expect(draft.plan.steps[1].arguments == ["namespace_id": "fn-1", "trigger_name": "nightly"])
        #expect(
            throws: PlanError("functions.trigger nightly", "the plan deletes it; it cannot be changed as well")
        ) { try draft.update(trigger, merging: ["is_enabled": false]) }
    }

    @Test func resultsStandForTheirIdentifiersAndTheirFields() throws {
        let draft = PlanDraft(numbersFrom: 1_000)
        let namespace = try draft.create(call("functions.create_namespace", ["label": "jobs", "region": "nyc1"]))
        var arguments = newTrigger
        arguments["namespace_id"] = namespace.reference.jsonValue
        arguments["scheduled_details"] = [
            "cron": "0 3 * * *", "body": ["host": StepReference(step: namespace.number, path: ["api_host"]).jsonValue]
        ]
        _ = try draft.create(call("functions.create_trigger", arguments))
        let steps = draft.plan.steps
        #expect(steps.map(\.label) == ["jobs", "nightly"])
        #expect(steps[1].arguments["namespace_id"] == ["$step": [1, "namespace"]])
        #expect(steps[1].arguments["scheduled_details"]?["body"] == ["host": ["$step": [1, "api_host"]]])
        #expect(steps[1].dependencies == [1])
    }

    @Test func aKeyThatAResultDoesNotTellComesFromItsOwnCall() throws {
        let draft = PlanDraft()
        let key = try draft.create(
            call("functions.create_access_key", ["namespace_id": "fn-1", "name": "deploy"]))
        let arguments: JSONObject = [
            "namespace_id": key.reference.jsonValue, "key_id": key.reference.jsonValue, "name": "x"
        ]
        #expect(throws: PlanError.self) { try draft.call(call("functions.update_access_key", arguments)) }
        #expect(key.identifier(for: "namespace_id") == "fn-1")
        #expect(key.identifier(for: "key_id") == ["$step": [1, "id"]])
    }

    @Test func aResultOfAnotherKindOrPlanIsRefused() throws {
        let draft = PlanDraft()
        let droplet = try draft.create(
            call("droplets.create", ["name": "web", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"]))
        var arguments = newTrigger
        arguments["namespace_id"] = droplet.reference.jsonValue
        #expect(
            throws: PlanError(
                "functions.create_trigger", operation: "functions.create_trigger",
                [
                    .init(
                        "namespace_id",
                        "namespace_id: expected a functions.namespace, found a planned droplets.droplet")
                ])
        ) { try draft.create(call("functions.create_trigger", arguments)) }
        arguments["namespace_id"] = StepReference(step: 7, path: ["namespace"]).jsonValue
        #expect(
            throws: PlanError(
                "functions.create_trigger", operation: "functions.create_trigger",
                [.init("namespace_id", "namespace_id: found a result of another plan")])
        ) { try draft.create(call("functions.create_trigger", arguments)) }
    }

    @Test func argumentsOfCreationsAreCheckedAtOnce() throws {
        #expect(throws: PlanError.self) { try PlanDraft().create(call("functions.create_trigger", ["name": 5])) }
        let wrong = try call("functions.create_trigger", ["namespace_id": "fn-1", "nmae": "x"])
        do throws(PlanError) {
            _ = try PlanDraft().create(wrong)
        } catch {
            #expect(
                error.description == """
                    functions.create_trigger: 2 problems:
                      unknown parameter 'nmae' (did you mean 'name'?)
                      missing: name, function, type, is_enabled, scheduled_details
                    """)
        }
    }

    @Test func readsAreNoStepsAndOtherCallsNoCreations() throws {
        #expect(throws: PlanError("functions.list_namespaces", "it changes nothing, and is called as usual")) {
            try PlanDraft().call(call("functions.list_namespaces", [:]))
        }
        #expect(throws: PlanError("functions.delete_namespace", "it creates nothing", hint: "p:call plans it")) {
            try PlanDraft().create(call("functions.delete_namespace", ["namespace_id": "fn-1"]))
        }
        let draft = PlanDraft()
        _ = try draft.call(call("droplet_actions.post", ["droplet_id": 3, "type": "power_off"]), label: "web-1")
        #expect(draft.plan.steps.map(\.kind) == [.call])
        #expect(draft.plan.steps.map(\.label) == ["web-1"])
    }

    @Test func aStepThatReceivesALaterResultMovesBehindIt() throws {
        let draft = PlanDraft()
        let gateway = try Samples.resource(
            "vpcnatgateways.gateway", ["id": "g-1", "name": "nat", "size": 1, "vpcs": []])
        try draft.update(gateway, merging: ["size": 2])
        let vpc = try draft.create(call("vpcs.create", ["name": "prod", "region": "nyc3"]))
        try draft.update(gateway, merging: ["vpcs": [["vpc_uuid": vpc.reference.jsonValue]]])
        #expect(draft.plan.steps.map(\.kind) == [.create, .update])
        #expect(draft.plan.steps[1].arguments["vpcs"] == [["vpc_uuid": ["$step": [1, "id"]]]])
    }

    @Test func stepsWaitForOthersOnRequest() throws {
        let draft = PlanDraft(numbersFrom: 500)
        try draft.update(Samples.trigger("gone"), merging: ["is_enabled": false])
        var arguments = newTrigger
        arguments["namespace_id"] = "fn-1"
        let new = try draft.create(call("functions.create_trigger", arguments))
        try draft.delete(Samples.trigger("old"), after: [new.number])
        try draft.update(Samples.trigger("gone"), merging: ["is_enabled": true])
        #expect(draft.plan.steps.map(\.kind) == [.create, .delete])
        #expect(draft.plan.steps[1].after == [1])
        #expect(draft.plan.steps[1].dependencies == [1])
    }
}
