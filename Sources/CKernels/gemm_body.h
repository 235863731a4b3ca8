// The matrix product for one width of vectors: LANES, ROWS of a tile, F(name) for its functions and the TARGET that they
// are compiled for. Included by gemm.c.

#pragma clang assume_nonnull begin

#define COLUMNS (2 * LANES)

typedef float F(lanes) __attribute__((ext_vector_type(LANES), aligned(sizeof(float))));

// Two vectors of columns for each row: the sums fill the registers but for a row of the panel and a broadcast.
TK_INLINE void F(tile)(float *c, ptrdiff_t c_row, const float *_Nullable base, ptrdiff_t base_row,
                       const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b,
                       ptrdiff_t b_row, size_t terms, float scale, const int rows) {
  F(lanes) left[ROWS], right[ROWS];
  for (int i = 0; i < rows; i++) {
    left[i] = 0, right[i] = 0;
    __builtin_prefetch(c + i * c_row, 1);
  }
  // Half as many steps leave more of a core to a neighbour that shares it, and the other way round.
#pragma clang loop unroll_count(2)
  for (size_t t = 0; t < terms; t++, b += b_row, a += a_column) {
    F(lanes) b0 = *(const F(lanes) *)b, b1 = *(const F(lanes) *)(b + LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      float x = a[i * a_row];
      left[i] = left[i] + b0 * x;
      right[i] = right[i] + b1 * x;
    }
  }
  for (int i = 0; i < rows; i++) { left[i] = left[i] * scale, right[i] = right[i] * scale; }
  if (base) {
    for (int i = 0; i < rows; i++, base += base_row) {
      left[i] = *(const F(lanes) *)base + left[i];
      right[i] = *(const F(lanes) *)(base + LANES) + right[i];
    }
  }
  for (int i = 0; i < rows; i++, c += c_row) {
    *(F(lanes) *)c = left[i];
    *(F(lanes) *)(c + LANES) = right[i];
  }
}

// As tile for any number of rows up to ROWS.
TK_INLINE void F(rows)(float *c, ptrdiff_t c_row, const float *_Nullable base, ptrdiff_t base_row,
                       const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b,
                       ptrdiff_t b_row, size_t terms, float scale, size_t rows) {
  switch (rows) {
#define CASE(count)                                                                                \
  case count:                                                                                      \
    F(tile)(c, c_row, base, base_row, a, a_row, a_column, b, b_row, terms, scale, count);          \
    break;
    CASE(ROWS) CASE(1) CASE(2) CASE(3) CASE(4) CASE(5)
#if ROWS == 8
    CASE(6) CASE(7)
#endif
#undef CASE
  }
}

// A tile at the right edge: the panel's columns beyond `width` are zeros, and c has none there.
TK_INLINE void F(edge)(float *c, ptrdiff_t c_row, const float *_Nullable base, ptrdiff_t base_row,
                       const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *panel,
                       size_t terms, float scale, size_t rows, size_t width) {
  float sums[ROWS * COLUMNS];
  F(rows)(sums, COLUMNS, 0, 0, a, a_row, a_column, panel, COLUMNS, terms, scale, rows);
  for (size_t i = 0; i < rows; i++, c += c_row) {
    for (size_t j = 0; j < width; j++) {
      float sum = sums[i * COLUMNS + j];
      c[j] = base ? base[(ptrdiff_t)i * base_row + (ptrdiff_t)j] + sum : sum;
    }
  }
}

// So many rows ahead of the one that is copied: rows that lie far apart are no pattern that processors foresee.
#define AHEAD 8

// Asks for `count` numbers that will be read.
TK_INLINE void F(fetch)(const float *from, int count) {
  for (int i = 0; i < count; i += 16) { __builtin_prefetch(from + i); }
}

// `width` columns of b, one after another for each of the terms, with zeros up to COLUMNS.
TK_INLINE void F(pack_panel)(float *out, const float *b, ptrdiff_t b_row, ptrdiff_t b_column,
                             size_t terms, size_t width) {
  size_t t = 0;
  if (width == COLUMNS && b_column == 1) {
    for (; t < terms; t++, out += COLUMNS, b += b_row) {
      F(fetch)(b + AHEAD * b_row, COLUMNS);
      *(F(lanes) *)out = *(const F(lanes) *)b;
      *(F(lanes) *)(out + LANES) = *(const F(lanes) *)(b + LANES);
    }
  } else if (width == COLUMNS && b_row == 1) {
    for (; t + 8 <= terms; t += 8, out += 8 * COLUMNS, b += 8) {
      for (int j = 0; j < COLUMNS; j += 8) {
        eight block[8];
        for (int i = 0; i < 8; i++) { block[i] = *(const eight *)(b + (j + i) * b_column); }
        transpose_eight(block);
        for (int i = 0; i < 8; i++) { *(eight *)(out + i * COLUMNS + j) = block[i]; }
      }
    }
  }
  for (; t < terms; t++, out += COLUMNS, b += b_row) {
    for (size_t j = 0; j < COLUMNS; j++) {
      out[j] = j < width ? b[(ptrdiff_t)j * b_column] : 0;
    }
  }
}

// Four panels at once where rows of b lie in memory one after another: longer stretches of each are read.
TK_INLINE void F(pack_four_panels)(float *out, const float *b, ptrdiff_t b_row, size_t terms) {
  for (size_t t = 0; t < terms; t++, out += COLUMNS, b += b_row) {
    F(fetch)(b + AHEAD * b_row, 4 * COLUMNS);
    for (size_t j = 0; j < 4; j++) {
      F(lanes) *to = (F(lanes) *)(out + j * terms * COLUMNS);
      const F(lanes) *from = (const F(lanes) *)(b + j * COLUMNS);
      to[0] = from[0], to[1] = from[1];
    }
  }
}

TK_INLINE void F(pack_panels)(float *out, const float *b, ptrdiff_t b_row, ptrdiff_t b_column,
                              size_t terms, size_t columns) {
  size_t j = 0;
  for (; b_column == 1 && j + 4 * COLUMNS <= columns; j += 4 * COLUMNS) {
    F(pack_four_panels)(out + j * terms, b + j, b_row, terms);
  }
  for (; j < columns; j += COLUMNS) {
    size_t width = columns - j < COLUMNS ? columns - j : COLUMNS;
    F(pack_panel)(out + j * terms, b + (ptrdiff_t)j * b_column, b_row, b_column, terms, width);
  }
}

// Up to ROWS rows of a, one after another for each of the terms, ROWS apart. Writes up to 8 - ROWS elements beyond.
TK_INLINE void F(pack_rows)(float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                            size_t terms, size_t rows) {
  size_t t = 0;
  if (rows == ROWS && a_column == 1) {
    for (; t + 8 <= terms; t += 8, out += 8 * ROWS, a += 8) {
      eight block[8];
      for (int i = 0; i < 8; i++) { block[i] = *(const eight *)(a + (i < ROWS ? i : 0) * a_row); }
      transpose_eight(block);
      for (int i = 0; i < 8; i++) { *(eight *)(out + i * ROWS) = block[i]; }
    }
  }
  for (; t < terms; t++, out += ROWS, a += a_column) {
    for (size_t i = 0; i < rows; i++) { out[i] = a[(ptrdiff_t)i * a_row]; }
  }
}

// Eight times ROWS rows at once where columns of a lie in memory one after another.
TK_INLINE void F(pack_eight_rows)(float *out, const float *a, ptrdiff_t a_column, size_t terms) {
  for (size_t t = 0; t < terms; t++, out += ROWS, a += a_column) {
    F(fetch)(a + AHEAD * a_column, 8 * ROWS);
    for (size_t i = 0; i < 8; i++) {
      __builtin_memcpy(out + i * ROWS * terms, a + i * ROWS, ROWS * sizeof(float));
    }
  }
}

TK_INLINE void F(pack_block)(float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                             size_t terms, size_t height) {
  size_t i = 0;
  for (; a_row == 1 && i + 8 * ROWS <= height; i += 8 * ROWS) {
    F(pack_eight_rows)(out + i * terms, a + i, a_column, terms);
  }
  for (; i < height; i += ROWS) {
    F(pack_rows)(out + i * terms, a + (ptrdiff_t)i * a_row, a_row, a_column, terms,
                 height - i < ROWS ? height - i : ROWS);
  }
}

// Some rows and columns of c for some of the terms.
typedef struct {
  size_t top, height, left, width, first, terms;
} F(area);

// The area with as many terms and rows as a block has: none behind the last.
TK_INLINE F(area) F(sized)(const tk_gemm *p, F(area) at) {
  at.terms = at.first < p->k ? part(p->k - at.first, MAX_TERMS, 8) : 0;
  at.height = at.terms > 0 && at.top < p->m ? part(p->m - at.top, MAX_BLOCK, 24) : 0;
  return at;
}

// The block that follows: the next rows, or with the next terms the first ones.
TK_INLINE F(area) F(after)(const tk_gemm *p, F(area) at) {
  at.top += at.height;
  if (at.top == p->m) { at.top = 0, at.first += at.terms; }
  return F(sized)(p, at);
}

// What a block reads of a: stretches of memory, and how much of them has been asked for.
typedef struct {
  const float *from;
  ptrdiff_t step;
  size_t count, length, place;
} F(stretches);

TK_INLINE F(stretches) F(stretches_of)(const tk_gemm *p, F(area) at) {
  F(stretches) s = {p->a + (ptrdiff_t)at.top * p->a_row + (ptrdiff_t)at.first * p->a_column};
  bool are_columns = p->a_row == 1;
  s.step = are_columns ? p->a_column : p->a_row;
  s.count = at.height > 0 ? (are_columns ? at.terms : at.height) : 0;
  s.length = are_columns ? at.height : at.terms;
  return s;
}

TK_INLINE void F(ask)(F(stretches) *s, size_t lines) {
  for (; lines > 0 && s->count > 0; lines--) {
    __builtin_prefetch(s->from + s->place, 0, 2);
    s->place += 16;
    if (s->place >= s->length) { s->place = 0, s->from += s->step, s->count--; }
  }
}

// All tiles of a block of rows: a is read ROWS rows at a time once for each panel of b. `panels` holds those of b, or is
// null; then `room` takes one after the other where copying pays. What the next block will copy of a is asked for meanwhile.
TK_INLINE void F(block)(const tk_gemm *p, F(area) at, F(area) next, float *packed,
                        const float *_Nullable panels, float *room) {
  const float *a = p->a + (ptrdiff_t)at.top * p->a_row + (ptrdiff_t)at.first * p->a_column;
  const float *b = p->b + (ptrdiff_t)at.first * p->b_row + (ptrdiff_t)at.left * p->b_column;
  float *c = p->c + (ptrdiff_t)at.top * p->c_row + at.left;
  const float *_Nullable base = p->base;
  ptrdiff_t base_row = p->base_row;
  if (at.first > 0) {
    base = c, base_row = p->c_row;
  } else if (base) {
    base = base + (ptrdiff_t)at.top * base_row + at.left;
  }
  // Copying pays where a piece is read often enough: sooner where the terms of a row lie far apart.
  bool packs_a = !p->stays && at.width > (p->a_column == 1 ? 6 : 3) * COLUMNS;
  bool packs_b = p->b_column != 1 || (!p->stays && at.height > 12 * ROWS);
  ptrdiff_t a_row = packs_a ? 1 : p->a_row, a_column = packs_a ? ROWS : p->a_column;
  F(stretches) ahead = {0};
  if (packs_a) {
    F(pack_block)(packed, a, p->a_row, p->a_column, at.terms, at.height);
    ahead = F(stretches_of)(p, next);
  }
  size_t tiles = (at.height + ROWS - 1) / ROWS * ((at.width + COLUMNS - 1) / COLUMNS);
  size_t lines = ahead.count * (ahead.length / 16 + 1) / tiles + 1;
  for (size_t j = 0; j < at.width; j += COLUMNS) {
    size_t width = at.width - j < COLUMNS ? at.width - j : COLUMNS;
    const float *columns = b + (ptrdiff_t)j * p->b_column;
    ptrdiff_t b_row = p->b_row;
    if (panels) {
      columns = panels + j * at.terms, b_row = COLUMNS;
    } else if (packs_b || width < COLUMNS) {
      F(pack_panel)(room, columns, p->b_row, p->b_column, at.terms, width);
      columns = room, b_row = COLUMNS;
    }
    for (size_t i = 0; i < at.height; i += ROWS) {
      size_t rows = at.height - i < ROWS ? at.height - i : ROWS;
      F(ask)(&ahead, lines);
      const float *from = packs_a ? packed + i * at.terms : a + (ptrdiff_t)i * p->a_row;
      float *to = c + (ptrdiff_t)i * p->c_row + j;
      const float *_Nullable under = base ? base + (ptrdiff_t)i * base_row + j : base;
      if (width < COLUMNS) {
        F(edge)(to, p->c_row, under, base_row, from, a_row, a_column, columns, at.terms,
                p->scale, rows, width);
      } else if (packs_a && rows == ROWS) {
        F(tile)(to, p->c_row, under, base_row, from, 1, ROWS, columns, b_row, at.terms,
                p->scale, ROWS);
      } else {
        F(rows)(to, p->c_row, under, base_row, from, a_row, a_column, columns, b_row, at.terms,
                p->scale, rows);
      }
    }
  }
}

TARGET static void F(multiply)(const tk_gemm *p, float *workspace) {
  float *room = workspace + block_room(p->m, p->k);
  bool shares_panels = !p->stays && p->m > MAX_BLOCK;
  F(area) at = {0};
  for (; at.left < p->n; at.left += at.width) {
    at.width = shares_panels ? part(p->n - at.left, MAX_COLUMNS, COLUMNS) : p->n;
    at.top = 0, at.first = 0;
    at = F(sized)(p, at);
    while (at.height > 0) {
      if (shares_panels && at.top == 0) {
        F(pack_panels)(room,
                       p->b + (ptrdiff_t)at.first * p->b_row + (ptrdiff_t)at.left * p->b_column,
                       p->b_row, p->b_column, at.terms, at.width);
      }
      F(area) next = F(after)(p, at);
      F(block)(p, at, next, workspace, shares_panels ? room : (const float *_Nullable)0, room);
      at = next;
    }
  }
}

#undef COLUMNS
#undef AHEAD

#pragma clang assume_nonnull end
