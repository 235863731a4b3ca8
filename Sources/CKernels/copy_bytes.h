#ifndef TAPESTRY_COPY_BYTES_H
#define TAPESTRY_COPY_BYTES_H

#include "tk_target.h"
#include <stddef.h>
#include <string.h>

typedef float tk_copied_piece __attribute__((ext_vector_type(8), aligned(1)));

// What memcpy does. That of glibc copies thousands of bytes by one instruction, which takes ten times as long where the
// target lies some bytes behind the source within their pages, as that of a shifted row does. `to` may be `from`.
TK_INLINE void tk_copy_bytes(void *to, const void *from, size_t size) {
  char *out = (char *)to;
  const char *in = (const char *)from;
  const size_t piece = sizeof(tk_copied_piece);
  if (size < piece) {
    memmove(out, in, size);
    return;
  }
  // The last piece begins as early as it must; it is read first, as it may be written over where `to` is `from`.
  tk_copied_piece last = *(const tk_copied_piece *)(in + size - piece);
  size_t i = 0;
  for (; i + 4 * piece <= size; i += 4 * piece) {
    const tk_copied_piece *a = (const tk_copied_piece *)(in + i);
    tk_copied_piece w = a[0], x = a[1], y = a[2], z = a[3];
    tk_copied_piece *b = (tk_copied_piece *)(out + i);
    b[0] = w, b[1] = x, b[2] = y, b[3] = z;
  }
  // No loop, which the compiler would make a call of memcpy again.
  if (i + 2 * piece <= size) {
    const tk_copied_piece *a = (const tk_copied_piece *)(in + i);
    tk_copied_piece w = a[0], x = a[1];
    tk_copied_piece *b = (tk_copied_piece *)(out + i);
    b[0] = w, b[1] = x;
    i += 2 * piece;
  }
  if (i + piece <= size) {
    *(tk_copied_piece *)(out + i) = *(const tk_copied_piece *)(in + i);
  }
  *(tk_copied_piece *)(out + size - piece) = last;
}

#endif
