import JSON
import Plans
import Testing

@Suite("Requests of edits")
struct UpdateTests {
    @Test func aTriggersCronAndBodyGoTogether() throws {
        let step = try Samples.step(Samples.trigger(), merging: ["scheduled_details": ["cron": "0 4 * * *"]])
        #expect(step.kind == .update)
        #expect(step.operation == "functions.update_trigger")
        #expect(
            step.arguments == [
                "namespace_id": "fn-1", "trigger_name": "nightly",
                "scheduled_details": ["cron": "0 4 * * *", "body": ["name": "Moon", "count": 3]]
            ])
        #expect(
            step.changes == [FieldChange(path: ["scheduled_details", "cron"], before: "0 3 * * *", after: "0 4 * * *")])
        #expect(step.identity == ["namespace_id": "fn-1", "trigger_name": "nightly"])
        #expect(step.resource == "functions.trigger")
        #expect(step.label == "nightly")
        #expect(try step.before == .object(Samples.trigger().value))
    }

    @Test func onlyWhatChangesIsSentWhereTheEndpointKeepsTheRest() throws {
        let step = try Samples.step(Samples.trigger(), merging: ["is_enabled": false])
        #expect(step.arguments == ["namespace_id": "fn-1", "trigger_name": "nightly", "is_enabled": false])
    }

    @Test func everyFieldThatCannotBeChangedIsNamed() throws {
        let refusal = try Samples.refusal(
            Samples.trigger(),
            merging: ["name": "x", "func": "y", "is_enabeld": true, "scheduled_details": ["corn": "1 * * * *"]])
        #expect(
            refusal == """
                functions.trigger nightly: 4 problems:
                  'name' cannot be changed
                  'function' cannot be changed
                  'scheduled_details.corn' cannot be changed
                  unknown field 'is_enabeld'; did you mean 'is_enabled'?
                functions.update_trigger changes is_enabled, scheduled_details
                """)
    }

    @Test func valuesAreCheckedAtOnce() throws {
        let refusal = try Samples.refusal(
            Samples.trigger(), merging: ["is_enabled": "no", "scheduled_details": ["cron": "61 * * * *"]])
        #expect(
            refusal == """
                functions.trigger nightly: 2 problems:
                  is_enabled: expected true or false, found "no"
                  scheduled_details.cron: minute: 61 is outside 0-59
                """)
    }

    @Test func whatIsRequiredCannotBeRemovedAndWhatIsNullableBecomesNull() throws {
        let refusal = try Samples.refusal(Samples.trigger(), merging: ["is_enabled": .null])
        #expect(refusal == "functions.trigger nightly: 'is_enabled' can be changed, and not removed")
        let step = try Samples.step(Samples.trigger(), merging: ["scheduled_details": ["body": .null]])
        #expect(step.arguments["scheduled_details"] == ["cron": "0 3 * * *"])
    }

    @Test func keysOfABodyAreMergedAndRemoved() throws {
        let step = try Samples.step(
            Samples.trigger(), merging: ["scheduled_details": ["body": ["count": .null, "level": 2]]])
        #expect(step.arguments["scheduled_details"] == ["cron": "0 3 * * *", "body": ["name": "Moon", "level": 2]])
        #expect(
            step.changes.map(\.path) == [["scheduled_details", "body", "count"], ["scheduled_details", "body", "level"]]
        )
    }

    @Test func aReplacementCarriesTheWholeObjectWithIdentifiersForResources() throws {
        let balancer: JSONObject = [
            "id": "lb-1", "name": "web", "ip": "192.0.2.1", "status": "active", "created_at": "2026-01-02T03:04:05Z",
            "algorithm": "round_robin", "size_unit": 1, "type": "REGIONAL", "tag": "",
            "region": ["slug": "nyc3", "name": "New York 3", "features": [], "available": true, "sizes": []],
            "droplet_ids": [1, 2],
            "forwarding_rules": [
                ["entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 80]
            ]
        ]
        let step = try Samples.step(
            Samples.resource("load_balancers.load_balancer", balancer), merging: ["name": "shop"])
        #expect(
            step.arguments == [
                "lb_id": "lb-1", "name": "shop", "size_unit": 1, "algorithm": "round_robin", "type": "REGIONAL",
                "region": "nyc3", "droplet_ids": [1, 2],
                "forwarding_rules": [
                    ["entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 80]
                ]
            ])
        var tagged = balancer
        tagged["tag"] = "web"
        let other = try Samples.step(
            Samples.resource("load_balancers.load_balancer", tagged), merging: ["name": "shop"])
        #expect(other.arguments["tag"] == "web")
        #expect(other.arguments["droplet_ids"] == nil)
    }

    @Test func aPatchGoesBeforeAReplacementAndCarriesWhatIsRequired() throws {
        let record: JSONObject = [
            "id": 7, "type": "A", "name": "www", "data": "192.0.2.1", "priority": .null, "port": .null, "ttl": 1800,
            "weight": .null, "flags": .null, "tag": .null
        ]
        let step = try Samples.step(
            Samples.resource("domains.record", record, keys: ["domain_name": "example.com"]), merging: ["ttl": 60])
        #expect(step.operation == "domains.patch_record")
        #expect(
            step.arguments == ["domain_name": "example.com", "domain_record_id": 7, "type": "A", "ttl": 60])
    }

    @Test func whatTheEndpointTakesOneOfIsToldWhereSeveralChange() throws {
        let attachment: JSONObject = ["id": "a-1", "name": "line", "vpc_ids": ["3f2b4c1e-8a5d-4f0e-9b7c-00000000f001"]]
        let subject = try Samples.resource("partner_attachments.attachment", attachment)
        #expect(
            Samples.refusal(subject, merging: ["name": "x", "vpc_ids": ["3f2b4c1e-8a5d-4f0e-9b7c-00000000f002"]])
                == """
                partner_attachments.attachment line: only one of name, vpc_ids can be changed at a time; \
                partner_attachments.patch changes name, vpc_ids, bgp
                """)
        #expect(try Samples.step(subject, merging: ["name": "x"]).arguments == ["pa_id": "a-1", "name": "x"])
    }

    @Test func aResourceWithoutSuchARequestNamesOtherWays() throws {
        let droplet = try Samples.resource("droplets.droplet", ["id": 3, "name": "web"])
        #expect(
            Samples.refusal(droplet, merging: ["name": "x"]) == """
                droplets.droplet web: the API has no request that changes fields of a droplet; p:call plans other \
                requests, such as droplet_actions.post
                """)
    }

    @Test func aFieldThatOnlyRequestsHaveCanBeGiven() throws {
        let app = try Samples.resource("apps.app", ["id": "a-1", "spec": ["name": "moon"], "created_at": "x"])
        let step = try Samples.step(app, merging: ["update_all_source_versions": true])
        #expect(step.arguments == ["id": "a-1", "spec": ["name": "moon"], "update_all_source_versions": true])
    }

    @Test func aBodysFieldWithTheNameOfAParameterIsSentInAWholeBody() throws {
        let subject = try Samples.resource("vector_databases.vector_database", ["id": "v-1", "name": "support"])
        let step = try Samples.step(subject, merging: ["id": "v-2"])
        #expect(step.arguments == ["id": "v-1", "body": ["id": "v-2"]])
    }
}
