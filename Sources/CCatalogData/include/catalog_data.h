#ifndef CATALOG_DATA_H
#define CATALOG_DATA_H
#endif
