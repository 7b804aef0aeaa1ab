import JSON
import Shell
import Testing

struct RecordTableTests {
    private let triggers: [JSONValue] = [
        [
            "name": "nightly", "function": "reports/nightly", "is_enabled": true, "runs": 12,
            "scheduled_details": ["cron": "15 3 * * 1-5", "body": ["a": 1]], "created_at": "2026-11-21T04:05:06Z"
        ],
        [
            "name": "weekly-cleanup-of-everything", "function": "ops/cleanup", "is_enabled": false, "runs": 3,
            "scheduled_details": ["cron": "0 0 * * 0"], "created_at": "2026-01-02T03:04:05Z"
        ]
    ]

    private func table(width: Int? = nil, _ columns: [String] = []) -> RecordTable {
        var table = RecordTable()
        table.columns = columns
        table.width = width
        table.time = .utc
        return table
    }

    private func expectLines(_ lines: [String], _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(lines.joined(separator: "\n") == expected, sourceLocation: sourceLocation)
    }

    @Test func choosesScalarColumnsAndAlignsNumbersRight() {
        expectLines(
            table().lines(triggers),
            """
            name                          function         is_enabled  runs  created_at        cron
            nightly                       reports/nightly  ✓             12  2026-11-21 04:05  15 3 * * 1-5
            weekly-cleanup-of-everything  ops/cleanup      –              3  2026-01-02 03:04  0 0 * * 0
            """)
    }

    @Test func showsTheColumnsAskedFor() {
        expectLines(
            table(["scheduled_details.cron", "scheduled_details", "absent"]).lines(triggers),
            """
            cron          scheduled_details  absent
            15 3 * * 1-5  {2}
            0 0 * * 0     {1}
            """)
    }

    @Test func columnsReachIntoListsAndPlainNamesGiveWayToTheirParents() {
        let droplet: JSONValue = [
            "name": "web-1", "region": ["slug": "nyc3"],
            "networks": ["v4": [["ip_address": "192.0.2.1", "type": "public"], ["ip_address": "10.0.0.2"]]]
        ]
        let other: JSONValue = ["name": "web-2", "region": ["slug": "fra1"], "networks": ["v4": []]]
        expectLines(
            table(["name", "region.slug", "networks.v4.ip_address"]).lines([droplet, other]),
            """
            name   region  ip_address
            web-1  nyc3    192.0.2.1, 10.0.0.2
            web-2  fra1
            """)
    }

    @Test func shrinksTheLongestTextsFirst() {
        expectLines(
            table(width: 40, ["name", "function", "runs"]).lines(triggers),
            """
            name               function         runs
            nightly            reports/nightly    12
            weekly-cleanup-o…  ops/cleanup         3
            """)
    }

    @Test func namesTheColumnsThereIsNoPlaceFor() {
        expectLines(
            table(width: 30).lines(triggers),
            """
            name              function
            nightly           reports/nig…
            weekly-cleanup-…  ops/cleanup
            +4 columns: is_enabled, runs,…
            """)
    }

    @Test func leavesOutTheYearInColumnsWhereItGoesWithoutSaying() {
        var table = table(["name", "created_at"])
        table.columnTime = ShortTime(offset: { _ in 0 }, impliedYear: 2026)
        expectLines(
            table.lines(triggers),
            """
            name                          created_at
            nightly                       11-21 04:05
            weekly-cleanup-of-everything  01-02 03:04
            """)
    }

    @Test func listsRecordsWhereNoTwoColumnsFit() {
        expectLines(
            table(width: 13, ["name", "runs", "function"]).lines(triggers),
            """
            name:     nightly
            runs:     12
            function: reports…

            name:     weekly-…
            runs:     3
            function: ops/cle…
            """)
    }

    @Test func cutsLongListsAndEndsWithTheFooter() {
        var table = table(["n"])
        table.rowLimit = 2
        table.footer = "5 numbers"
        expectLines(table.lines((1...5).map { ["n": .integer($0)] }), "n\n1\n2\n… 3 more\n5 numbers")
    }

    @Test func showsValuesThatAreNoRecords() {
        expectLines(table().lines(["a", 1, .null, ["x": 1]]), "x\n\n\n\n1")
        expectLines(table().lines(["a", "b"]), "value\na\nb")
    }

    @Test func letsNoEscapeSequenceThrough() {
        expectLines(table().lines([["na\u{1B}me": "a\u{1B}[2Jb\nc"]]), "na\\027me\na\\027[2Jb\\nc")
    }

    @Test func alignsWideCharacters() {
        expectLines(table(["a", "b"]).lines([["a": "東京", "b": 1], ["a": "x", "b": 22]]), "a      b\n東京   1\nx     22")
    }

    @Test func listsOneRecordWithNestedMembersByPath() throws {
        expectLines(
            table().lines(ofRecord: [
                "name": "nightly", "scheduled_details": ["cron": "15 3 * * *", "body": ["to": ["a", "b"]]],
                "rules": [["port": 80], ["port": 443]], "note": .null, "empty": [:]
            ]),
            """
            name:                      nightly
            scheduled_details.cron:    15 3 * * *
            scheduled_details.body.to: a, b
            rules[1].port:             80
            rules[2].port:             443
            note:
            empty:                     {0}
            """)
    }

    @Test func keepsValuesOfOneRecordWholeInNarrowTerminals() {
        let id = "fn-9fd99a80-0d1a-4ffc-ad59-6abb6540f1a4"
        expectLines(table(width: 20).lines(ofRecord: ["namespace": .string(id)]), "namespace: \(id)")
    }

    @Test func neverIsWiderThanTheTerminal() {
        for width in 1...120 {
            for line in table(width: width).lines(triggers) where width >= 40 {
                #expect(DisplayWidth.of(line) <= width)
            }
        }
    }
}
