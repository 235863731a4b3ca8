// The matrix product for one width of vectors: LANES, ROWS of a tile, F(name) for its functions and the TARGET that they
// are compiled for. Included by gemm.c.

#pragma clang assume_nonnull begin

#define COLUMNS (2 * LANES)

typedef float F(lanes) __attribute__((ext_vector_type(LANES), aligned(sizeof(float))));

// Two vectors of columns for each row: the sums fill the registers but for a row of the panel and a broadcast.
TK_INLINE void F(tile)(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row,
                       ptrdiff_t a_column, const float *b, ptrdiff_t b_row, size_t terms,
                       const bool adds, const int rows) {
  F(lanes) left[ROWS], right[ROWS];
  for (int i = 0; i < rows; i++) { left[i] = 0, right[i] = 0; }
  for (size_t t = 0; t < terms; t++, b += b_row, a += a_column) {
    F(lanes) b0 = *(const F(lanes) *)b, b1 = *(const F(lanes) *)(b + LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      float x = a[i * a_row];
      left[i] = left[i] + b0 * x;
      right[i] = right[i] + b1 * x;
    }
  }
  for (int i = 0; i < rows; i++, c += c_row) {
    F(lanes) *c0 = (F(lanes) *)c, *c1 = (F(lanes) *)(c + LANES);
    *c0 = adds ? *c0 + left[i] : left[i];
    *c1 = adds ? *c1 + right[i] : right[i];
  }
}

// As tile for any number of rows up to ROWS.
TK_INLINE void F(rows)(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row,
                       ptrdiff_t a_column, const float *b, ptrdiff_t b_row, size_t terms,
                       const bool adds, size_t rows) {
  switch (rows) {
#define CASE(count)                                                                                \
  case count: F(tile)(c, c_row, a, a_row, a_column, b, b_row, terms, adds, count); break;
    CASE(ROWS) CASE(1) CASE(2) CASE(3) CASE(4) CASE(5)
#if ROWS == 8
    CASE(6) CASE(7)
#endif
#undef CASE
  }
}

// A tile at the right edge: the panel's columns beyond `width` are zeros, and c has none there.
TK_INLINE void F(edge)(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row,
                       ptrdiff_t a_column, const float *panel, size_t terms, const bool adds,
                       size_t rows, size_t width) {
  float sums[ROWS * COLUMNS];
  F(rows)(sums, COLUMNS, a, a_row, a_column, panel, COLUMNS, terms, false, rows);
  for (size_t i = 0; i < rows; i++, c += c_row) {
    for (size_t j = 0; j < width; j++) {
      float sum = sums[i * COLUMNS + j];
      c[j] = adds ? c[j] + sum : sum;
    }
  }
}

// `width` columns of b, one after another for each of the terms, with zeros up to COLUMNS.
TK_INLINE void F(pack_panel)(float *out, const float *b, ptrdiff_t b_row, ptrdiff_t b_column,
                             size_t terms, size_t width) {
  size_t t = 0;
  if (width == COLUMNS && b_column == 1) {
    for (; t < terms; t++, out += COLUMNS, b += b_row) {
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

// A block of rows of c, for some of the terms: a is read ROWS rows at a time once for each panel of b.
TK_INLINE void F(block)(const tk_gemm *p, size_t top, size_t height, size_t first, size_t terms,
                        float *packed, float *panel) {
  const float *a = p->a + (ptrdiff_t)top * p->a_row + (ptrdiff_t)first * p->a_column;
  const float *b = p->b + (ptrdiff_t)first * p->b_row;
  float *c = p->c + (ptrdiff_t)top * p->c_row;
  bool adds = p->accumulates || first > 0;
  // Copying pays where a piece is read often enough.
  bool packs_a = p->n > 6 * COLUMNS;
  bool packs_b = p->b_column != 1 || height > 12 * ROWS;
  ptrdiff_t a_row = packs_a ? 1 : p->a_row, a_column = packs_a ? ROWS : p->a_column;
  for (size_t i = 0; packs_a && i < height; i += ROWS) {
    F(pack_rows)(packed + i * terms, a + (ptrdiff_t)i * p->a_row, p->a_row, p->a_column, terms,
                 height - i < ROWS ? height - i : ROWS);
  }
  for (size_t j = 0; j < p->n; j += COLUMNS) {
    size_t width = p->n - j < COLUMNS ? p->n - j : COLUMNS;
    const float *columns = b + (ptrdiff_t)j * p->b_column;
    ptrdiff_t b_row = p->b_row;
    if (packs_b || width < COLUMNS) {
      F(pack_panel)(panel, columns, p->b_row, p->b_column, terms, width);
      columns = panel, b_row = COLUMNS;
    }
    for (size_t i = 0; i < height; i += ROWS) {
      size_t rows = height - i < ROWS ? height - i : ROWS;
      const float *from = packs_a ? packed + i * terms : a + (ptrdiff_t)i * p->a_row;
      float *to = c + (ptrdiff_t)i * p->c_row + j;
      if (width < COLUMNS) {
        F(edge)(to, p->c_row, from, a_row, a_column, columns, terms, adds, rows, width);
      } else if (packs_a && rows == ROWS && adds) {
        F(tile)(to, p->c_row, from, 1, ROWS, columns, b_row, terms, true, ROWS);
      } else if (packs_a && rows == ROWS) {
        F(tile)(to, p->c_row, from, 1, ROWS, columns, b_row, terms, false, ROWS);
      } else {
        F(rows)(to, p->c_row, from, a_row, a_column, columns, b_row, terms, adds, rows);
      }
    }
  }
}

TARGET static void F(multiply)(const tk_gemm *p) {
  float packed[MAX_TERMS * MAX_BLOCK + 8] __attribute__((aligned(64)));
  float panel[MAX_TERMS * COLUMNS] __attribute__((aligned(64)));
  for (size_t first = 0; first < p->k;) {
    size_t terms = part(p->k - first, MAX_TERMS, 8);
    for (size_t top = 0; top < p->m;) {
      size_t height = part(p->m - top, MAX_BLOCK, ROWS);
      F(block)(p, top, height, first, terms, packed, panel);
      top += height;
    }
    first += terms;
  }
}

#undef COLUMNS

#pragma clang assume_nonnull end
