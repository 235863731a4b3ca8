#ifndef TAPESTRY_HALF_TABLES_H
#define TAPESTRY_HALF_TABLES_H

// A kernel of float16 or bfloat16 knows nothing but the number of the float32 kernel that it goes
// through. C has no closures: one function a number, for all numbers that there might be, so that a
// new float32 kernel is there for both types without a line of its own.

// The elements that are float32 for a while; three such chunks lie in the first-level cache.
#define HALF_CHUNK 1024

#define HALF_FUNCTIONS 192

#define FOR_SIXTEEN(X, H)                                                                     \
  X(H##0) X(H##1) X(H##2) X(H##3) X(H##4) X(H##5) X(H##6) X(H##7)                             \
  X(H##8) X(H##9) X(H##a) X(H##b) X(H##c) X(H##d) X(H##e) X(H##f)

#define FOR_EACH_NUMBER(X)                                                                    \
  FOR_SIXTEEN(X, 0x0) FOR_SIXTEEN(X, 0x1) FOR_SIXTEEN(X, 0x2) FOR_SIXTEEN(X, 0x3)             \
  FOR_SIXTEEN(X, 0x4) FOR_SIXTEEN(X, 0x5) FOR_SIXTEEN(X, 0x6) FOR_SIXTEEN(X, 0x7)             \
  FOR_SIXTEEN(X, 0x8) FOR_SIXTEEN(X, 0x9) FOR_SIXTEEN(X, 0xa) FOR_SIXTEEN(X, 0xb)

#endif
