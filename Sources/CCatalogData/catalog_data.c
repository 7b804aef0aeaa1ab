#include "catalog_data.h"
