/* The catalog files, embedded: nothing to find and nothing to open when the program starts.
   A new file is one line more in each of the two lists below. */
#include "catalog_data.h"

#define FILE_BYTES(group) static const unsigned char group##_bytes[]
#define FILE_ENTRY(group) {#group, group##_bytes, sizeof group##_bytes}

FILE_BYTES(apps) = {
#embed "catalog/apps.catalog"
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

FILE_BYTES(databases) = {
#embed "catalog/databases.catalog"
};

FILE_BYTES(functions) = {
#embed "catalog/functions.catalog"
};

FILE_BYTES(invoices) = {
#embed "catalog/invoices.catalog"
};

FILE_BYTES(kubernetes) = {
#embed "catalog/kubernetes.catalog"
};

FILE_BYTES(projects) = {
#embed "catalog/projects.catalog"
};

FILE_BYTES(registries) = {
#embed "catalog/registries.catalog"
};

FILE_BYTES(registry) = {
#embed "catalog/registry.catalog"
};

FILE_BYTES(uptime) = {
#embed "catalog/uptime.catalog"
};

static const struct catalog_file files[] = {
    FILE_ENTRY(apps),
    FILE_ENTRY(balance),
    FILE_ENTRY(billing_history),
    FILE_ENTRY(billing_insights),
    FILE_ENTRY(databases),
    FILE_ENTRY(functions),
    FILE_ENTRY(invoices),
    FILE_ENTRY(kubernetes),
    FILE_ENTRY(projects),
    FILE_ENTRY(registries),
    FILE_ENTRY(registry),
    FILE_ENTRY(uptime),
};

const struct catalog_file *catalog_file_table(void) { return files; }

size_t catalog_file_count(void) { return sizeof files / sizeof files[0]; }

const char *catalog_date(void) { return "2026-08-07"; }
