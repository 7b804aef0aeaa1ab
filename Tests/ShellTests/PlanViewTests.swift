import JSON
import Plans
import Shell
import Testing

@Suite("Plans for a person")
struct PlanViewTests {
    private func update(_ label: String, _ changes: [FieldChange], namespace: String = "fn-1") -> PlanStep {
        PlanStep(
            .update, operation: "functions.update_trigger",
            arguments: ["namespace_id": .string(namespace), "trigger_name": .string(label)],
            resource: "functions.trigger",
            label: label, identity: ["namespace_id": .string(namespace), "trigger_name": .string(label)],
            before: ["name": .string(label)], changes: changes)
    }

    private func cron(_ before: JSONValue, _ after: JSONValue) -> FieldChange {
        FieldChange(path: ["scheduled_details", "cron"], before: before, after: after)
    }

    private func text(_ plan: Plan, width: Int? = 80, rows: Int? = 40, style: Emphasis = .plain) -> String {
        var view = PlanView()
        view.style = style
        view.width = width
        view.rowLimit = rows
        return view.lines(of: plan).joined(separator: "\n")
    }

    private var mixed: Plan {
        let steps = [
            update("nightly", [cron("0 3 * * *", "0 4 * * *")]),
            update(
                "weekly",
                [
                    FieldChange(path: ["is_enabled"], before: true, after: false),
                    FieldChange(path: ["scheduled_details", "body", "level"], before: nil, after: 2),
                    FieldChange(path: ["scheduled_details", "body", "name"], before: "Moon", after: nil)
                ]),
            PlanStep(
                .delete, operation: "functions.delete_trigger",
                arguments: ["namespace_id": "fn-1", "trigger_name": "old"], resource: "functions.trigger", label: "old",
                identity: ["namespace_id": "fn-1", "trigger_name": "old"], before: [:]),
            PlanStep(
                .create, operation: "functions.create_namespace", arguments: ["label": "jobs", "region": "nyc1"],
                resource: "functions.namespace", label: "jobs"),
            PlanStep(
                .create, operation: "functions.create_access_key",
                arguments: ["namespace_id": ["$step": [4, "namespace"]], "name": "deploy"],
                resource: "functions.access_key", label: "deploy")
        ]
        return Plan(title: "a mix", steps: steps, unchangedCount: 37)
    }

    @Test func isGroupedByKindWithTheFieldsBeforeAndAfter() {
        #expect(
            text(mixed) == """
                a mix
                functions.trigger  2 updates, 1 delete
                  ~ nightly  scheduled_details.cron        "0 3 * * *" -> "0 4 * * *"
                  ~ weekly   is_enabled                    true -> false
                             scheduled_details.body.level  (none) -> 2
                             scheduled_details.body.name   "Moon" -> (none)
                  - old
                functions.namespace  1 create
                  + jobs  label   "jobs"
                          region  "nyc1"
                functions.access_key  1 create
                  + deploy  namespace_id  (namespace of step 4)
                            name          "deploy"
                2 updates, 2 creates, 1 delete; 37 unchanged left out; about 1 s at 250 requests/min
                """)
    }

    @Test func isColoredRedBeforeAndGreenAfter() {
        let plan = Plan(steps: [update("nightly", [cron("0 3 * * *", "0 4 * * *")])])
        #expect(
            text(plan, style: .colored).contains(
                "\u{1B}[31m\"0 3 * * *\"\u{1B}[0m -> \u{1B}[32m\"0 4 * * *\"\u{1B}[0m"))
    }

    @Test func longValuesAreCutOnATerminalAndWholeInAFile() {
        let long = String(repeating: "moon ", count: 40)
        let plan = Plan(steps: [
            update(
                "n", [FieldChange(path: ["scheduled_details", "body", "text"], before: .string(long), after: "short")])
        ])
        let lines = text(plan, width: 80).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
        #expect(lines[1].hasSuffix("… -> \"short\""))
        #expect(text(plan, width: nil).contains("\"\(long)\" -> \"short\""))
    }

    @Test func aLongListTellsWhatItLosesAndGets() {
        let before = (1...30).map { JSONValue.string("192.0.2.\($0)") }
        let change = FieldChange(
            path: ["addresses"], before: .array(before), after: .array(before.dropFirst() + ["198.51.100.1"]))
        let lines = text(Plan(steps: [update("n", [change])]), width: 80)
        #expect(lines.contains("\n                  - \"192.0.2.1\"\n                  + \"198.51.100.1\"\n"))
    }

    @Test func placesAreToldWhereThereAreSeveral() {
        let change = [cron("0 3 * * *", "0 4 * * *")]
        let plan = Plan(steps: [update("n", change, namespace: "fn-1"), update("n", change, namespace: "fn-2")])
        #expect(
            text(plan).hasPrefix(
                """
                functions.trigger  2 updates
                  ~ n  fn-1  scheduled_details.cron  "0 3 * * *" -> "0 4 * * *"
                  ~ n  fn-2  scheduled_details.cron  "0 3 * * *" -> "0 4 * * *"

                """))
    }

    @Test func whatReachesFarAndWhatCostsIsMarkedAndAlwaysShown() {
        let many = (1...100).map { update("t\($0)", [cron("0 3 * * *", "0 4 * * *")]) }
        let wide = PlanStep(
            .call, operation: "droplets.destroy_by_tag", arguments: ["tag_name": "old"], label: "old")
        let costly = PlanStep(
            .create, operation: "droplets.create", arguments: ["name": "web"], resource: "droplets.droplet",
            label: "web")
        #expect(
            text(Plan(steps: many + [wide, costly]), rows: 5) == """
                functions.trigger  100 updates
                  ~ t1  scheduled_details.cron  "0 3 * * *" -> "0 4 * * *"
                  ~ t2  scheduled_details.cron  "0 3 * * *" -> "0 4 * * *"
                  ~ t3  scheduled_details.cron  "0 3 * * *" -> "0 4 * * *"
                  … 97 more
                droplets.destroy_by_tag  1 call
                  * old  (reaches beyond one resource)  droplets.destroy_by_tag
                         tag_name                 "old"
                droplets.droplet  1 create
                  + web  (costs money)  name  "web"
                (.rows all shows all of them)
                100 updates, 1 create, 0 deletes, 1 call; about 24 s at 250 requests/min; 1 reaches beyond one resource; \
                1 starts to cost money
                """)
    }

    @Test func secretsAndWhatLooksLikeOneAreHidden() {
        let plan = Plan(steps: [
            PlanStep(
                .call, operation: "dedicated_inferences.patch",
                arguments: ["access_tokens": ["hugging_face_token": "hf_geheim"]], label: "llama"),
            update(
                "n",
                [
                    FieldChange(path: ["scheduled_details", "body", "password"], before: "geheim-1", after: "geheim-2"),
                    FieldChange(
                        path: ["scheduled_details", "body", "note"], before: nil,
                        after: .string("dop_v1_" + String(repeating: "0a", count: 32)))
                ])
        ])
        let shown = text(plan, width: nil)
        #expect(!shown.contains("geheim"))
        #expect(!shown.contains("0a0a"))
        #expect(shown.contains("(hidden)"))
        #expect(shown.contains("\"[redacted]\" -> \"[redacted]\""))
    }

    @Test func nothingInItMovesTheCursor() {
        let plan = Plan(steps: [update("a\u{1B}[2J\nb", [cron("\u{1B}]0;x\u{7}", "0 4 * * *")])])
        #expect(!text(plan).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func anEmptyPlanSaysSo() {
        #expect(text(Plan()) == "nothing to do")
        #expect(text(Plan(unchangedCount: 3)) == "0 updates, 0 creates, 0 deletes; 3 unchanged left out")
    }
}
