/* The catalog files, embedded: nothing to find and nothing to open when the program starts.
   A new file is one line more in each of the two lists below. */
#include "catalog_data.h"

#define FILE_BYTES(group) static const unsigned char group##_bytes[]
#define FILE_ENTRY(group) {#group, group##_bytes, sizeof group##_bytes}

FILE_BYTES(account) = {
#embed "catalog/account.catalog"
};

FILE_BYTES(actions) = {
#embed "catalog/actions.catalog"
};

FILE_BYTES(addons) = {
#embed "catalog/addons.catalog"
};

FILE_BYTES(agent_inference) = {
#embed "catalog/agent_inference.catalog"
};

FILE_BYTES(apps) = {
#embed "catalog/apps.catalog"
};

FILE_BYTES(autoscalepools) = {
#embed "catalog/autoscalepools.catalog"
};

FILE_BYTES(balance) = {
#embed "catalog/balance.catalog"
};

FILE_BYTES(billing_history) = {
#embed "catalog/billing_history.catalog"
};

FILE_BYTES(billing_insights) = {
#embed "catalog/billing_insights.catalog"
};

FILE_BYTES(byoip_prefixes) = {
#embed "catalog/byoip_prefixes.catalog"
};

FILE_BYTES(cdn) = {
#embed "catalog/cdn.catalog"
};

FILE_BYTES(certificates) = {
#embed "catalog/certificates.catalog"
};

FILE_BYTES(databases) = {
#embed "catalog/databases.catalog"
};

FILE_BYTES(dedicated_inferences) = {
#embed "catalog/dedicated_inferences.catalog"
};

FILE_BYTES(domains) = {
#embed "catalog/domains.catalog"
};

FILE_BYTES(droplet_actions) = {
#embed "catalog/droplet_actions.catalog"
};

FILE_BYTES(droplets) = {
#embed "catalog/droplets.catalog"
};

FILE_BYTES(firewalls) = {
#embed "catalog/firewalls.catalog"
};

FILE_BYTES(floating_ips) = {
#embed "catalog/floating_ips.catalog"
};

FILE_BYTES(floating_ips_action) = {
#embed "catalog/floating_ips_action.catalog"
};

FILE_BYTES(functions) = {
#embed "catalog/functions.catalog"
};

FILE_BYTES(genai) = {
#embed "catalog/genai.catalog"
};

FILE_BYTES(image_actions) = {
#embed "catalog/image_actions.catalog"
};

FILE_BYTES(images) = {
#embed "catalog/images.catalog"
};

FILE_BYTES(inference) = {
#embed "catalog/inference.catalog"
};

FILE_BYTES(invoices) = {
#embed "catalog/invoices.catalog"
};

FILE_BYTES(kubernetes) = {
#embed "catalog/kubernetes.catalog"
};

FILE_BYTES(load_balancers) = {
#embed "catalog/load_balancers.catalog"
};

FILE_BYTES(monitoring) = {
#embed "catalog/monitoring.catalog"
};

FILE_BYTES(nfs) = {
#embed "catalog/nfs.catalog"
};

FILE_BYTES(one_clicks) = {
#embed "catalog/one_clicks.catalog"
};

FILE_BYTES(organizations) = {
#embed "catalog/organizations.catalog"
};

FILE_BYTES(partner_attachments) = {
#embed "catalog/partner_attachments.catalog"
};

FILE_BYTES(projects) = {
#embed "catalog/projects.catalog"
};

FILE_BYTES(regions) = {
#embed "catalog/regions.catalog"
};

FILE_BYTES(registries) = {
#embed "catalog/registries.catalog"
};

FILE_BYTES(registry) = {
#embed "catalog/registry.catalog"
};

FILE_BYTES(reserved_ips) = {
#embed "catalog/reserved_ips.catalog"
};

FILE_BYTES(reserved_ips_actions) = {
#embed "catalog/reserved_ips_actions.catalog"
};

FILE_BYTES(reserved_ipv6) = {
#embed "catalog/reserved_ipv6.catalog"
};

FILE_BYTES(reserved_ipv6_actions) = {
#embed "catalog/reserved_ipv6_actions.catalog"
};

FILE_BYTES(security) = {
#embed "catalog/security.catalog"
};

FILE_BYTES(sizes) = {
#embed "catalog/sizes.catalog"
};

FILE_BYTES(snapshots) = {
#embed "catalog/snapshots.catalog"
};

FILE_BYTES(spaces_key) = {
#embed "catalog/spaces_key.catalog"
};

FILE_BYTES(ssh_keys) = {
#embed "catalog/ssh_keys.catalog"
};

FILE_BYTES(tags) = {
#embed "catalog/tags.catalog"
};

FILE_BYTES(uptime) = {
#embed "catalog/uptime.catalog"
};

FILE_BYTES(vector_databases) = {
#embed "catalog/vector_databases.catalog"
};

FILE_BYTES(volume_actions) = {
#embed "catalog/volume_actions.catalog"
};

FILE_BYTES(volume_snapshots) = {
#embed "catalog/volume_snapshots.catalog"
};

FILE_BYTES(volumes) = {
#embed "catalog/volumes.catalog"
};

FILE_BYTES(vpc_peerings) = {
#embed "catalog/vpc_peerings.catalog"
};

FILE_BYTES(vpcnatgateways) = {
#embed "catalog/vpcnatgateways.catalog"
};

FILE_BYTES(vpcs) = {
#embed "catalog/vpcs.catalog"
};

static const struct catalog_file files[] = {
    FILE_ENTRY(account),
    FILE_ENTRY(actions),
    FILE_ENTRY(addons),
    FILE_ENTRY(agent_inference),
    FILE_ENTRY(apps),
    FILE_ENTRY(autoscalepools),
    FILE_ENTRY(balance),
    FILE_ENTRY(billing_history),
    FILE_ENTRY(billing_insights),
    FILE_ENTRY(byoip_prefixes),
    FILE_ENTRY(cdn),
    FILE_ENTRY(certificates),
    FILE_ENTRY(databases),
    FILE_ENTRY(dedicated_inferences),
    FILE_ENTRY(domains),
    FILE_ENTRY(droplet_actions),
    FILE_ENTRY(droplets),
    FILE_ENTRY(firewalls),
    FILE_ENTRY(floating_ips),
    FILE_ENTRY(floating_ips_action),
    FILE_ENTRY(functions),
    FILE_ENTRY(genai),
    FILE_ENTRY(image_actions),
    FILE_ENTRY(images),
    FILE_ENTRY(inference),
    FILE_ENTRY(invoices),
    FILE_ENTRY(kubernetes),
    FILE_ENTRY(load_balancers),
    FILE_ENTRY(monitoring),
    FILE_ENTRY(nfs),
    FILE_ENTRY(one_clicks),
    FILE_ENTRY(organizations),
    FILE_ENTRY(partner_attachments),
    FILE_ENTRY(projects),
    FILE_ENTRY(regions),
    FILE_ENTRY(registries),
    FILE_ENTRY(registry),
    FILE_ENTRY(reserved_ips),
    FILE_ENTRY(reserved_ips_actions),
    FILE_ENTRY(reserved_ipv6),
    FILE_ENTRY(reserved_ipv6_actions),
    FILE_ENTRY(security),
    FILE_ENTRY(sizes),
    FILE_ENTRY(snapshots),
    FILE_ENTRY(spaces_key),
    FILE_ENTRY(ssh_keys),
    FILE_ENTRY(tags),
    FILE_ENTRY(uptime),
    FILE_ENTRY(vector_databases),
    FILE_ENTRY(volume_actions),
    FILE_ENTRY(volume_snapshots),
    FILE_ENTRY(volumes),
    FILE_ENTRY(vpc_peerings),
    FILE_ENTRY(vpcnatgateways),
    FILE_ENTRY(vpcs),
};

const struct catalog_file *catalog_file_table(void) { return files; }

size_t catalog_file_count(void) { return sizeof files / sizeof files[0]; }

/* The groups that aliases begin with, sorted. A test of the catalog compares this list with the files. */
static const char *const alias_groups[] = {
    "functions_access_key",
};

const char *const *catalog_alias_groups(void) { return alias_groups; }

size_t catalog_alias_group_count(void) { return sizeof alias_groups / sizeof alias_groups[0]; }

const char *catalog_date(void) { return "2026-08-07"; }
