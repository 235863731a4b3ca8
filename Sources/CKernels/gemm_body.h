// The matrix product for one width of vectors: LANES, ROWS of a tile, F(name) for its functions, the TARGET that they are
// compiled for, F(load) and F(store) of the first lanes of a vector, and whether LOADS_PARTS costs no more than whole vectors.
// Included by gemm.c.

#pragma clang assume_nonnull begin

#define COLUMNS (2 * LANES)

// What a tile is computed from and goes to. Of the columns side by side from `c`, `base` and `b` on, `width` are there.
typedef struct {
  float *c;
  ptrdiff_t c_row;
  const float *_Nullable base;
  ptrdiff_t base_row;
  const float *a;
  ptrdiff_t a_row, a_column;
  const float *b;
  ptrdiff_t b_row;
  size_t terms, width;
  float scale;
} F(tile);

// Two vectors of columns for each row: the sums fill the registers but for a row of the panel and a broadcast. Or one, and
// of the last one a part, as compiled in.
GEMM_INLINE void F(multiply_tile)(F(tile) tile, const int rows, const int vectors,
                                  const bool is_part) {
  F(lanes) sums[2][ROWS], row[2];
  size_t last = is_part ? tile.width - (size_t)(vectors - 1) * LANES : LANES;
  const float *a = tile.a, *b = tile.b;
  for (int i = 0; i < rows; i++) {
    for (int v = 0; v < vectors; v++) { sums[v][i] = 0; }
    __builtin_prefetch(tile.c + i * tile.c_row, 1);
  }
  // Half as many steps leave more of a core to a neighbour that shares it, and the other way round.
#pragma clang loop unroll_count(2)
  for (size_t t = 0; t < tile.terms; t++, b += tile.b_row, a += tile.a_column) {
    for (int v = 0; v < vectors; v++) {
      row[v] = LOADS_PARTS && is_part && v == vectors - 1 ? F(load)(b + v * LANES, last)
                                                          : *(const F(lanes) *)(b + v * LANES);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      float x = a[i * tile.a_row];
      for (int v = 0; v < vectors; v++) { sums[v][i] = sums[v][i] + row[v] * x; }
    }
  }
  float *c = tile.c;
  const float *_Nullable base = tile.base;
  for (int i = 0; i < rows; i++, c += tile.c_row) {
    for (int v = 0; v < vectors; v++) {
      size_t count = v == vectors - 1 ? last : LANES;
      F(lanes) sum = sums[v][i] * tile.scale;
      if (base) { sum = F(load)(base + v * LANES, count) + sum; }
      F(store)(c + v * LANES, sum, count);
    }
    if (base) { base += tile.base_row; }
  }
}

// The same for any number of rows up to ROWS.
GEMM_INLINE void F(multiply_rows)(F(tile) tile, size_t rows, const int vectors,
                                  const bool is_part) {
  switch (rows) {
#define CASE(count)                                                                                \
  case count: F(multiply_tile)(tile, count, vectors, is_part); break;
    CASE(ROWS) CASE(1) CASE(2) CASE(3) CASE(4) CASE(5)
#if ROWS == 8
    CASE(6) CASE(7)
#endif
#undef CASE
  }
}

// So many rows ahead of the one that is copied: rows that lie far apart are no pattern that processors foresee.
#define AHEAD 8

// Asks for `count` numbers that will be read.
GEMM_INLINE void F(fetch)(const float *from, int count) {
  for (int i = 0; i < count; i += 16) { __builtin_prefetch(from + i); }
}

// `width` columns of b, one after another for each of the terms, COLUMNS apart. What stands behind them is not read.
GEMM_INLINE void F(pack_panel)(float *out, const float *b, ptrdiff_t b_row, ptrdiff_t b_column,
                               size_t terms, size_t width) {
  size_t t = 0;
  size_t left = width < LANES ? width : LANES, right = width - left;
  if (b_column == 1) {
    for (; t < terms; t++, out += COLUMNS, b += b_row) {
      F(fetch)(b + AHEAD * b_row, COLUMNS);
      *(F(lanes) *)out = F(load)(b, left);
      if (right > 0) { *(F(lanes) *)(out + LANES) = F(load)(b + LANES, right); }
    }
  } else if (b_row == 1) {
    for (; t + 8 <= terms; t += 8, out += 8 * COLUMNS, b += 8) {
      for (size_t j = 0; j < width; j += 8) {
        eight block[8];
        for (size_t i = 0; i < 8; i++) {
          size_t column = j + i < width ? j + i : width - 1;
          block[i] = *(const eight *)(b + (ptrdiff_t)column * b_column);
        }
        transpose_eight(block);
        for (size_t i = 0; i < 8; i++) { *(eight *)(out + i * COLUMNS + j) = block[i]; }
      }
    }
  }
  for (; t < terms; t++, out += COLUMNS, b += b_row) {
    for (size_t j = 0; j < width; j++) { out[j] = b[(ptrdiff_t)j * b_column]; }
  }
}

// Four panels at once where rows of b lie in memory one after another: longer stretches of each are read.
GEMM_INLINE void F(pack_four_panels)(float *out, const float *b, ptrdiff_t b_row, size_t terms) {
  for (size_t t = 0; t < terms; t++, out += COLUMNS, b += b_row) {
    F(fetch)(b + AHEAD * b_row, 4 * COLUMNS);
    for (size_t j = 0; j < 4; j++) {
      F(lanes) *to = (F(lanes) *)(out + j * terms * COLUMNS);
      const F(lanes) *from = (const F(lanes) *)(b + j * COLUMNS);
      to[0] = from[0], to[1] = from[1];
    }
  }
}

GEMM_INLINE void F(pack_panels)(float *out, const float *b, ptrdiff_t b_row, ptrdiff_t b_column,
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
GEMM_INLINE void F(pack_rows)(float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
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

// So many times ROWS rows at once where columns of a lie in memory one after another.
GEMM_INLINE void F(pack_columns)(float *out, const float *a, ptrdiff_t a_column, size_t terms,
                                 const size_t times) {
  for (size_t t = 0; t < terms; t++, out += ROWS, a += a_column) {
    F(fetch)(a + AHEAD * a_column, (int)times * ROWS);
    for (size_t i = 0; i < times; i++) {
      __builtin_memcpy(out + i * ROWS * terms, a + i * ROWS, ROWS * sizeof(float));
    }
  }
}

GEMM_INLINE void F(pack_block)(float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                               size_t terms, size_t height) {
  size_t i = 0;
  for (; a_row == 1 && i + 48 <= height; i += 48) {
    F(pack_columns)(out + i * terms, a + i, a_column, terms, 48 / ROWS);
  }
  for (; a_row == 1 && i + ROWS <= height; i += ROWS) {
    F(pack_columns)(out + i * terms, a + i, a_column, terms, 1);
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
GEMM_INLINE F(area) F(sized)(const tk_gemm *p, F(area) at) {
  at.terms = at.first < p->k ? part(p->k - at.first, MAX_TERMS, 8) : 0;
  at.height = at.terms > 0 && at.top < p->m ? part(p->m - at.top, MAX_BLOCK, 24) : 0;
  return at;
}

// The block that follows: the next rows, or with the next terms the first ones.
GEMM_INLINE F(area) F(after)(const tk_gemm *p, F(area) at) {
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

GEMM_INLINE F(stretches) F(stretches_of)(const tk_gemm *p, F(area) at) {
  F(stretches) s = {p->a + (ptrdiff_t)at.top * p->a_row + (ptrdiff_t)at.first * p->a_column};
  bool are_columns = p->a_row == 1;
  s.step = are_columns ? p->a_column : p->a_row;
  s.count = at.height > 0 ? (are_columns ? at.terms : at.height) : 0;
  s.length = are_columns ? at.height : at.terms;
  return s;
}

GEMM_INLINE void F(ask)(F(stretches) *s, size_t lines) {
  for (; lines > 0 && s->count > 0; lines--) {
    __builtin_prefetch(s->from + s->place, 0, 2);
    s->place += 16;
    if (s->place >= s->length) { s->place = 0, s->from += s->step, s->count--; }
  }
}

// All tiles of a block of rows: a is read ROWS rows at a time once for each panel of b. `panels` holds those of b, or is
// null; then `room` takes one after the other where copying pays. What the next block will copy of a is asked for meanwhile.
GEMM_INLINE void F(block)(const tk_gemm *p, F(area) at, F(area) next, float *packed,
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
    } else if (packs_b || (!LOADS_PARTS && width % LANES != 0)) {
      F(pack_panel)(room, columns, p->b_row, p->b_column, at.terms, width);
      columns = room, b_row = COLUMNS;
    }
    for (size_t i = 0; i < at.height; i += ROWS) {
      size_t rows = at.height - i < ROWS ? at.height - i : ROWS;
      F(ask)(&ahead, lines);
      F(tile) tile = {.c = c + (ptrdiff_t)i * p->c_row + j,
                      .c_row = p->c_row,
                      .base = base ? base + (ptrdiff_t)i * base_row + j : base,
                      .base_row = base_row,
                      .a = packs_a ? packed + i * at.terms : a + (ptrdiff_t)i * p->a_row,
                      .a_row = a_row,
                      .a_column = a_column,
                      .b = columns,
                      .b_row = b_row,
                      .terms = at.terms,
                      .width = width,
                      .scale = p->scale};
      if (width <= LANES) {
        F(multiply_rows)(tile, rows, 1, true);
      } else if (width < COLUMNS) {
        F(multiply_rows)(tile, rows, 2, true);
      } else if (packs_a && rows == ROWS) {
        tile.a_row = 1, tile.a_column = ROWS;
        F(multiply_tile)(tile, ROWS, 2, false);
      } else {
        F(multiply_rows)(tile, rows, 2, false);
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
