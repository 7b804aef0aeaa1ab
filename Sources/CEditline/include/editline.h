#ifndef EDITLINE_H
#define EDITLINE_H
#endif
