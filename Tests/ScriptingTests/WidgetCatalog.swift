import Catalog

extension Catalog {
    /// A small catalog with everything that calls can meet: pages, tokens, waits, second roots, fixed arguments.
    static func widgets() throws -> Catalog {
        try Catalog(files: [CatalogFile(group: "widgets", text: widgetsText)])
    }
}

private let widgetsText = """
    group widgets
        about Things for tests.

    resource widget
        type Widget
        about A thing.
        key widget_id = id
        label name
        columns id name status
        list list
        get get
        method delete = delete
        method parts = list_parts
        method press = press kind=long count=3
        wait status ready active failed errored

    resource part
        type Part
        about A part of a thing.
        key widget_id = @widget_id
        key part_name = name
        label name
        columns name
        list list_parts
        get get_part

    type Widget
        id*: integer example=1 -- What identifies it.
        name*: string example=w -- Its name.
        status: string in(new, active, errored) example=new -- Its state.
        message: string? -- Why it failed.

    type Part
        name*: string example=p -- Its name.
        size: integer example=1 -- Its size.

    type Created
        one of
            single: object
                widget*: Widget
            several: object
                widgets*: [Widget]

    parameter widget_id: integer of widget example=1 -- The widget.
    parameter part_name: string of part example=p -- The part.

    operation list
        id widgets_list
        GET /v2/widgets
        about Lists widgets.
        query
            name: string example=w -- The name to look for.
            tag: string example=t -- The tag to look for.
        returns 200 widgets
            widgets*: [Widget]
        errors 401 429 500
        pages

    operation list_parts
        id widgets_list_parts
        GET /v2/widgets/{widget_id}/parts
        about Lists the parts of a widget.
        returns 200 parts
            parts*: [Part]
        errors 401 404 429 500
        pages by page_token

    operation get_part
        id widgets_get_part
        GET /v2/widgets/{widget_id}/parts/{part_name}
        about Reads a part.
        returns 200 part
            part*: Part
        errors 401 404

    operation list_colors
        id widgets_list_colors
        GET /v2/widgets/colors
        about Lists colors, which have no identity.
        returns 200 colors
            colors*: [string]
        errors 401
        pages

    operation get
        id widgets_get
        GET /v2/widgets/{widget_id}
        about Reads a widget.
        returns 200 widget
            widget*: Widget
        errors 401 404

    operation delete
        id widgets_delete
        DELETE /v2/widgets/{widget_id}
        about Deletes a widget.
        returns 204
        errors 401 404

    operation create
        id widgets_create
        POST /v2/widgets
        about Creates one widget or several.
        body
            names*: [string] example=["a"] -- The names.
        returns 202 widget|widgets: Created
        errors 401

    operation press
        id widgets_press
        POST /v2/widgets/{widget_id}/press
        about Presses a widget.
        body
            kind*: string example=short -- How.
            count: integer example=1 -- How often.
            hard: boolean example=true -- Whether with force.
        returns 200 widget
            widget*: Widget
        errors 401

    operation report
        id widgets_report
        GET /v2/widgets/report
        about Reads a report.
        returns 200 as application/pdf
        errors 401
    """
