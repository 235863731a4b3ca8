#pragma once

// How often this process has asked the C library for memory so far. Counts are right where glibc is.
long allocation_count(void);
