import Catalog

/// A small API with resources in every place where one may stand for its identifier.
enum PlacesCatalog {
    static func make() throws -> Catalog {
        try Catalog(files: [
            CatalogFile(group: "droplets", text: droplets), CatalogFile(group: "volumes", text: volumes),
            CatalogFile(group: "firewalls", text: firewalls)
        ])
    }

    private static let droplets = """
        group droplets
            about Machines.

        resource droplet
            type Droplet
            about A machine.
            key droplet_id = id
            label name
            method act = act
            method power_off = act type=power_off
            method rename = act type=rename
            method resize = act type=resize
            method restore = act type=restore
            method destroy_all = destroy_all x_dangerous=true

        type Droplet
            id*: integer example=1 -- Its number.
            name: string example=web-1 -- Its name.

        type Action
            one of by type
                power_off: object
                    type*: string in(power_off)
                rename: object
                    type*: string in(rename)
                    name: string example=web-2
                resize: object
                    type*: string in(resize)
                    disk: boolean
                    size: string example=s-1vcpu-2gb
                restore: object
                    type*: string in(restore)
                    image: string | integer example=5

        parameter droplet_id: integer of droplet example=1 -- The number.

        operation list
            id droplets_list
            GET /v2/droplets
            about Lists machines.
            returns 200 droplets
                droplets*: [Droplet]
            errors 401

        operation get
            id droplets_get
            GET /v2/droplets/{droplet_id}
            about Reads a machine.
            returns 200 droplet
                droplet*: Droplet
            errors 401

        operation act
            id droplets_act
            POST /v2/droplets/{droplet_id}/actions
            about Acts on a machine.
            body: Action
            returns 204
            errors 401

        operation destroy_all
            id droplets_destroyAll
            DELETE /v2/droplets/{droplet_id}/dangerous
            about Destroys a machine and what belongs to it.
            danger wide
            header
                X-Dangerous*: boolean as x_dangerous example=true -- Confirms.
            returns 204
            errors 401

        operation create
            id droplets_create
            POST /v2/droplets
            about Makes a machine.
            body
                name*: string example=web-1 -- Its name.
                volumes: [string] of volumes.volume -- What to attach.
                network: object -- Where it is.
                    gateway: integer of droplet -- Its way out.
                    peers: {integer} of droplet -- By name.
                rules: [object] -- What may come in.
                    source*: string -- A network.
                    droplets: [integer] of droplet -- For which.
            returns 202 droplet
                droplet*: Droplet
            errors 401
        """

    private static let volumes = """
        group volumes
            about Disks.

        resource volume
            type Volume
            about A disk.
            key volume_id = id
            label name
            method attach = act type=attach
            method resize = act type=resize
            method mirror = mirror

        type Volume
            id*: string example=v-1 -- Its identifier.
            name: string example=disk -- Its name.

        parameter volume_id: string of volume example=v-1 -- The identifier.

        operation get
            id volumes_get
            GET /v2/volumes/{volume_id}
            about Reads a disk.
            returns 200 volume
                volume*: Volume
            errors 401

        operation act
            id volumes_act
            POST /v2/volumes/{volume_id}/actions
            about Acts on a disk.
            body
                type*: string in(attach, resize) example=attach -- What to do.
                droplet_id*: integer of droplets.droplet example=1 -- To which.
                size*: integer example=5 -- How large.
                region: string example=nyc1 -- Where.
            returns 204
            errors 401

        operation detach
            id volumes_detach
            POST /v2/volumes/actions
            about Detaches a disk.
            query
                force: boolean -- At once.
            body
                droplet_id*: integer of droplets.droplet example=1 -- From which.
                volume*: string of volume example=v-1 -- Which.
            returns 204
            errors 401

        operation mirror
            id volumes_mirror
            POST /v2/volumes/{volume_id}/mirrors
            about Mirrors a disk on another one.
            body
                volume_id*: string of volume as other example=v-2 -- The other one.
                name*: string example=m -- A name.
            returns 204
            errors 401

        operation upload
            id volumes_upload
            PUT /v2/volumes/{volume_id}/content
            about Writes to a disk.
            body as application/octet-stream: binary
            returns 204
            errors 401
        """

    private static let firewalls = """
        group firewalls
            about Rules.

        resource firewall
            type Firewall
            about Rules for machines.
            key firewall_id = id
            label id
            method assign_droplets = assign_droplets

        type Firewall
            id*: string example=f-1 -- Its identifier.

        parameter firewall_id: string of firewall example=f-1 -- The identifier.

        operation get
            id firewalls_get
            GET /v2/firewalls/{firewall_id}
            about Reads rules.
            returns 200 firewall
                firewall*: Firewall
            errors 401

        operation assign_droplets
            id firewalls_assignDroplets
            POST /v2/firewalls/{firewall_id}/droplets
            about Lets rules hold for machines.
            body
                droplet_ids*: [integer] of droplets.droplet example=[1] -- Which.
            returns 204
            errors 401
        """
}
