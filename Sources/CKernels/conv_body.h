// What convolutions are made of, for one float type: T, F(name) for its functions and LANES for the
// elements of a panel's row. Included by conv.c.

#pragma clang assume_nonnull begin

typedef T F(panel_row) __attribute__((ext_vector_type(LANES), aligned(sizeof(T))));
typedef T F(half_row) __attribute__((ext_vector_type(LANES / 2), aligned(sizeof(T))));

TK_CLONES void F(tk_pack_box)(T *out, const T *in, size_t channels, const tk_box *box) {
  ptrdiff_t width = box->volume[2], wide = box->size[2];
  // Of each row of the box: zeros, elements, zeros.
  ptrdiff_t before = box->start[2] < 0 ? -box->start[2] : 0;
  if (before > wide) { before = wide; }
  ptrdiff_t from = box->start[2] + before;
  ptrdiff_t inside = width - from;
  if (inside > wide - before) { inside = wide - before; }
  if (inside < 0) { inside = 0; }
  for (size_t c = 0; c < channels; c++, in += box->volume[0] * box->volume[1] * width) {
    for (ptrdiff_t d = box->start[0]; d < box->start[0] + box->size[0]; d++) {
      for (ptrdiff_t h = box->start[1]; h < box->start[1] + box->size[1]; h++, out += wide) {
        if (d < 0 || d >= box->volume[0] || h < 0 || h >= box->volume[1]) {
          memset(out, 0, (size_t)wide * sizeof(T));
          continue;
        }
        const T *row = in + (d * box->volume[1] + h) * width + from;
        for (ptrdiff_t w = 0; w < before; w++) { out[w] = 0; }
        tk_copy_bytes(out + before, row, (size_t)inside * sizeof(T));
        for (ptrdiff_t w = before + inside; w < wide; w++) { out[w] = 0; }
      }
    }
  }
}

// Rows of one or two panels: what they are made of, and how far apart the panels lie.
TK_INLINE void F(gather_tile)(T *c, size_t c_panel, const T *_Nullable init, const T *a,
                              const int32_t *rows, const int32_t *columns, size_t terms, const T *b,
                              size_t b_panel, const int count, const int panels) {
  const T *from[8];
  F(panel_row) sum[2][8];
  for (int i = 0; i < count; i++) {
    from[i] = a + rows[i];
    for (int p = 0; p < panels; p++) {
      sum[p][i] =
          *(const F(panel_row) *)(init ? init + p * LANES : c + (size_t)p * c_panel + i * LANES);
    }
  }
  for (size_t t = 0; t < terms; t++, b += LANES) {
    F(panel_row) row[2];
    for (int p = 0; p < panels; p++) { row[p] = *(const F(panel_row) *)(b + (size_t)p * b_panel); }
    ptrdiff_t column = columns[t];
    for (int i = 0; i < count; i++) {
      T x = from[i][column];
      for (int p = 0; p < panels; p++) { sum[p][i] = sum[p][i] + row[p] * x; }
    }
  }
  for (int i = 0; i < count; i++) {
    for (int p = 0; p < panels; p++) {
      *(F(panel_row) *)(c + (size_t)p * c_panel + i * LANES) = sum[p][i];
    }
  }
}

// A piece of a panel that stays in the first cache is used by all rows before the next one is read.
#define TERMS_AT_ONCE 256

// Some panels, at most `tall` rows at a time.
TK_INLINE void F(gather_panels)(T *c, const T *_Nullable init, const T *a, const int32_t *rows,
                                size_t count, const int32_t *columns, size_t terms, const T *b,
                                size_t b_panel, const int tall, const int panels) {
  size_t i = 0;
#define TILE(height)                                                                               \
  F(gather_tile)(c + i * LANES, count * LANES, init, a, rows + i, columns, terms, b, b_panel,      \
                 height, panels)
  for (; i + (size_t)tall <= count; i += (size_t)tall) { TILE(tall); }
  switch (count - i) {
  case 1: TILE(1); break;
  case 2: TILE(2); break;
  case 3: TILE(3); break;
  case 4: TILE(4); break;
  case 5: TILE(5); break;
  case 6: if (tall > 6) { TILE(6); } break;
  case 7: if (tall > 6) { TILE(7); } break;
  }
#undef TILE
}

TK_INLINE void F(gather_product)(T *c, const T *_Nullable init, const T *a, const int32_t *rows,
                                 size_t count, const int32_t *columns, size_t terms, const T *b,
                                 size_t panels, const int tall, const int wide) {
  size_t start = 0;
  do {
    size_t part = terms - start < TERMS_AT_ONCE ? terms - start : TERMS_AT_ONCE;
    for (size_t p = 0; p < panels; p += (size_t)wide) {
      const T *panel = b + (p * terms + start) * LANES;
      const T *_Nullable from = init && start == 0 ? init + p * LANES : (const T *_Nullable)0;
      T *to = c + p * count * LANES;
      if (wide > 1 && p + 1 < panels) {
        F(gather_panels)(to, from, a, rows, count, columns + start, part, panel, terms * LANES,
                         tall, wide);
      } else {
        F(gather_panels)(to, from, a, rows, count, columns + start, part, panel, 0, tall, 1);
      }
    }
    start += part;
  } while (start < terms);
}

// Six rows of two vectors (AVX2) leave room in the registers for a panel's row and a broadcast.
TK_CLONES static void F(gather_product_by_one)(T *c, const T *_Nullable init, const T *a,
                                               const int32_t *rows, size_t count,
                                               const int32_t *columns, size_t terms, const T *b,
                                               size_t panels) {
  F(gather_product)(c, init, a, rows, count, columns, terms, b, panels, 6, 1);
}

#ifdef TK_V4
// Twice as many registers of twice the width: each element that is broadcast is used twice.
TK_V4 static void F(gather_product_by_two)(T *c, const T *_Nullable init, const T *a,
                                           const int32_t *rows, size_t count,
                                           const int32_t *columns, size_t terms, const T *b,
                                           size_t panels) {
  F(gather_product)(c, init, a, rows, count, columns, terms, b, panels, 8, 2);
}
#endif

void F(tk_gather_product)(T *c, const T *_Nullable init, const T *a, const int32_t *rows,
                          size_t count, const int32_t *columns, size_t terms, const T *b,
                          size_t panels) {
#ifdef TK_V4
  if (TK_HAS_V4) {
    F(gather_product_by_two)(c, init, a, rows, count, columns, terms, b, panels);
    return;
  }
#endif
  F(gather_product_by_one)(c, init, a, rows, count, columns, terms, b, panels);
}

#undef TERMS_AT_ONCE

TK_INLINE void F(gather_eight)(T *out, ptrdiff_t out_step, T init, const T *a, const ptrdiff_t step,
                               const int32_t *columns, size_t terms, const T *b) {
  T sum[8];
  for (int j = 0; j < 8; j++) { sum[j] = init; }
  for (size_t t = 0; t < terms; t++) {
    const T *from = a + columns[t];
    for (int j = 0; j < 8; j++) { sum[j] = sum[j] + from[j * step] * b[t]; }
  }
  for (int j = 0; j < 8; j++) { out[j * out_step] = sum[j]; }
}

TK_INLINE void F(write_lanes)(T *out, ptrdiff_t step, const F(panel_row) *lanes) {
  if (step == 1) {
    *(F(panel_row) *)out = *lanes;
  } else {
    for (int j = 0; j < LANES; j++) { out[j * step] = (*lanes)[j]; }
  }
}

// Neighbours of a row in as many lanes; two vectors of them share each factor.
TK_INLINE void F(gather_row)(T *out, ptrdiff_t out_step, T init, const T *a, ptrdiff_t step,
                             size_t count, const int32_t *columns, size_t terms, const T *b) {
  ptrdiff_t i = 0, end = (ptrdiff_t)count;
  if (step == 1) {
    // Those at the end begin as early as they must: some neighbours are computed twice.
    for (; i < end && end >= LANES; i += 2 * LANES) {
      ptrdiff_t first = i + LANES <= end ? i : end - LANES;
      ptrdiff_t second = i + 2 * LANES <= end ? i + LANES : end - LANES;
      F(panel_row) low = init, high = init;
      for (size_t t = 0; t < terms; t++) {
        const T *from = a + columns[t];
        low = low + *(const F(panel_row) *)(from + first) * b[t];
        high = high + *(const F(panel_row) *)(from + second) * b[t];
      }
      F(write_lanes)(out + first * out_step, out_step, &low);
      F(write_lanes)(out + second * out_step, out_step, &high);
    }
    for (; i < end && end >= 8; i += 8) {
      ptrdiff_t first = i + 8 <= end ? i : end - 8;
      F(gather_eight)(out + first * out_step, out_step, init, a + first, 1, columns, terms, b);
    }
  }
  if (step == 2) {
    for (; i + 8 <= end; i += 8) {
      F(gather_eight)(out + i * out_step, out_step, init, a + 2 * i, 2, columns, terms, b);
    }
  }
  for (; i < end; i++) {
    T sum = init;
    for (size_t t = 0; t < terms; t++) { sum = sum + a[columns[t] + i * step] * b[t]; }
    out[i * out_step] = sum;
  }
}

TK_CLONES void F(tk_gather_plane)(T *out, ptrdiff_t out_row, ptrdiff_t out_step, T init, const T *a,
                                  ptrdiff_t row, ptrdiff_t step, size_t rows, size_t count,
                                  const int32_t *columns, size_t terms, const T *b) {
  for (size_t r = 0; r < rows; r++, out += out_row, a += row) {
    F(gather_row)(out, out_step, init, a, step, count, columns, terms, b);
  }
}

#ifdef TK_V4
// Where a vector of neighbours begins in its row, and where that goes.
typedef struct {
  ptrdiff_t from, to;
} F(stretch);

// Two vectors of neighbours for some outputs: each vector is used by all of them, each factor by both.
TK_INLINE void F(gather_outputs)(T *out, ptrdiff_t out_stride, const T *init, const T *a,
                                 F(stretch) first, F(stretch) second, const int32_t *columns,
                                 size_t terms, const T *b, size_t b_row, const int count) {
  F(panel_row) low[8], high[8];
  for (int o = 0; o < count; o++) { low[o] = init[o], high[o] = init[o]; }
  for (size_t t = 0; t < terms; t++, b += b_row) {
    const T *from = a + columns[t];
    F(panel_row) x = *(const F(panel_row) *)(from + first.from);
    F(panel_row) y = *(const F(panel_row) *)(from + second.from);
    for (int o = 0; o < count; o++) { low[o] = low[o] + x * b[o], high[o] = high[o] + y * b[o]; }
  }
  for (int o = 0; o < count; o++, out += out_stride) {
    *(F(panel_row) *)(out + first.to) = low[o];
    *(F(panel_row) *)(out + second.to) = high[o];
  }
}

TK_V4 void F(tk_gather_planes)(T *out, ptrdiff_t out_stride, ptrdiff_t out_row, const T *init,
                               const T *a, ptrdiff_t row, size_t rows, size_t count,
                               const int32_t *columns, size_t terms, const T *b, size_t outputs) {
  size_t vectors = (count + LANES - 1) / LANES, all = rows * vectors;
  F(stretch) pair[2];
  for (size_t v = 0; v < all; v++) {
    // Those at the end of a row begin as early as they must: some neighbours are computed twice.
    size_t place = v % vectors * LANES;
    ptrdiff_t start = (ptrdiff_t)(place + LANES <= count ? place : count - LANES);
    ptrdiff_t r = (ptrdiff_t)(v / vectors);
    pair[v % 2] = (F(stretch)){r * row + start, r * out_row + start};
    if (v % 2 == 0 && v + 1 < all) { continue; }
    size_t o = 0;
#define OUTPUTS(count)                                                                             \
  F(gather_outputs)(out + (ptrdiff_t)o * out_stride, out_stride, init + o, a, pair[0],             \
                    pair[v % 2], columns, terms, b + o, outputs, count)
    for (; o + 8 <= outputs; o += 8) { OUTPUTS(8); }
    switch (outputs - o) {
    case 1: OUTPUTS(1); break;
    case 2: OUTPUTS(2); break;
    case 3: OUTPUTS(3); break;
    case 4: OUTPUTS(4); break;
    case 5: OUTPUTS(5); break;
    case 6: OUTPUTS(6); break;
    case 7: OUTPUTS(7); break;
    }
#undef OUTPUTS
  }
}
#else
void F(tk_gather_planes)(T *out, ptrdiff_t out_stride, ptrdiff_t out_row, const T *init, const T *a,
                         ptrdiff_t row, size_t rows, size_t count, const int32_t *columns,
                         size_t terms, const T *b, size_t outputs) {
  __builtin_trap();
}
#endif

TK_INLINE void F(gather_dots_tile)(T *out, const T *g, ptrdiff_t g_stride, size_t rows,
                                   size_t count, const T *a, const int32_t *starts, ptrdiff_t step,
                                   const int32_t *columns, const int terms) {
  F(panel_row) sum[4];
  F(half_row) half[4];
  T rest[4];
  for (int t = 0; t < terms; t++) { sum[t] = 0, half[t] = 0, rest[t] = 0; }
  for (size_t r = 0; r < rows; r++, g += g_stride) {
    const T *from = a + starts[r];
    size_t i = 0;
    if (step == 1) {
      for (; i + LANES <= count; i += LANES) {
        F(panel_row) gradient = *(const F(panel_row) *)(g + i);
        for (int t = 0; t < terms; t++) {
          sum[t] = sum[t] + gradient * *(const F(panel_row) *)(from + columns[t] + i);
        }
      }
      for (; i + LANES / 2 <= count; i += LANES / 2) {
        F(half_row) gradient = *(const F(half_row) *)(g + i);
        for (int t = 0; t < terms; t++) {
          half[t] = half[t] + gradient * *(const F(half_row) *)(from + columns[t] + i);
        }
      }
    }
    for (; i < count; i++) {
      for (int t = 0; t < terms; t++) {
        rest[t] = rest[t] + g[i] * from[columns[t] + (ptrdiff_t)i * step];
      }
    }
  }
  for (int t = 0; t < terms; t++) {
    T total = rest[t];
    for (int j = 0; j < LANES; j++) { total = total + sum[t][j]; }
    for (int j = 0; j < LANES / 2; j++) { total = total + half[t][j]; }
    out[t] += total;
  }
}

TK_CLONES void F(tk_gather_dots)(T *out, const T *g, ptrdiff_t g_stride, size_t rows, size_t count,
                                 const T *a, const int32_t *starts, ptrdiff_t step,
                                 const int32_t *columns, size_t terms) {
  size_t t = 0;
  for (; t + 4 <= terms; t += 4) {
    F(gather_dots_tile)(out + t, g, g_stride, rows, count, a, starts, step, columns + t, 4);
  }
  for (; t < terms; t++) {
    F(gather_dots_tile)(out + t, g, g_stride, rows, count, a, starts, step, columns + t, 1);
  }
}

void F(tk_spread_panel)(T *out, ptrdiff_t out_stride, ptrdiff_t step, const T *panel, size_t count,
                        size_t columns) {
  for (size_t j = 0; j < columns; j++) {
    T *to = out + (ptrdiff_t)j * out_stride;
    for (size_t i = 0; i < count; i++) { to[(ptrdiff_t)i * step] = panel[i * LANES + j]; }
  }
}

#pragma clang assume_nonnull end
