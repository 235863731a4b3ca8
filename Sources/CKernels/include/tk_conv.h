#ifndef TAPESTRY_TK_CONV_H
#define TAPESTRY_TK_CONV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// A panel is a matrix whose rows are this many elements: what one step of the product below fills
// registers with.
#define TK_PANEL_F32 16
#define TK_PANEL_F64 8

// A box of a volume [depth, height, width], with zeros where it reaches beyond the volume.
typedef struct {
  ptrdiff_t volume[3];
  ptrdiff_t start[3];
  ptrdiff_t size[3];
} tk_box;

// out[c] = the box of in[c], for c < channels; volumes and boxes lie one after another.
void tk_pack_box_f32(float *out, const float *in, size_t channels, const tk_box *box);
void tk_pack_box_f64(double *out, const double *in, size_t channels, const tk_box *box);

// A product of a matrix that is read through two tables, and panels:
// c[p][i][j] = init[p][j] + sum over t < terms of a[rows[i] + columns[t]] * b[p][t][j], for i < count.
// Where `init` is null, c itself is added to.
void tk_gather_product_f32(float *c, const float *_Nullable init, const float *a,
                           const int32_t *rows, size_t count, const int32_t *columns, size_t terms,
                           const float *b, size_t panels);
void tk_gather_product_f64(double *c, const double *_Nullable init, const double *a,
                           const int32_t *rows, size_t count, const int32_t *columns, size_t terms,
                           const double *b, size_t panels);

// The same with one column, for places that lie `step` apart in rows that lie `row` apart: out[r * out_row + i * out_step] =
// init + sum over t of a[r * row + i * step + columns[t]] * b[t].
void tk_gather_plane_f32(float *out, ptrdiff_t out_row, ptrdiff_t out_step, float init,
                         const float *a, ptrdiff_t row, ptrdiff_t step, size_t rows, size_t count,
                         const int32_t *columns, size_t terms, const float *b);
void tk_gather_plane_f64(double *out, ptrdiff_t out_row, ptrdiff_t out_step, double init,
                         const double *a, ptrdiff_t row, ptrdiff_t step, size_t rows, size_t count,
                         const int32_t *columns, size_t terms, const double *b);

// The same for several outputs that lie `out_stride` apart, and places side by side, at least a panel's row of them: out[o * out_stride +
// r * out_row + i] = init[o] + sum over t of a[r * row + i + columns[t]] * b[t * outputs + o]. Only where tk_has_gather_planes.
void tk_gather_planes_f32(float *out, ptrdiff_t out_stride, ptrdiff_t out_row, const float *init,
                          const float *a, ptrdiff_t row, size_t rows, size_t count,
                          const int32_t *columns, size_t terms, const float *b, size_t outputs);
void tk_gather_planes_f64(double *out, ptrdiff_t out_stride, ptrdiff_t out_row, const double *init,
                          const double *a, ptrdiff_t row, size_t rows, size_t count,
                          const int32_t *columns, size_t terms, const double *b, size_t outputs);
bool tk_has_gather_planes(void);

// out[t] += sum over r < rows, i < count of g[r * g_stride + i] * a[starts[r] + i * step + columns[t]].
void tk_gather_dots_f32(float *out, const float *g, ptrdiff_t g_stride, size_t rows, size_t count,
                        const float *a, const int32_t *starts, ptrdiff_t step,
                        const int32_t *columns, size_t terms);
void tk_gather_dots_f64(double *out, const double *g, ptrdiff_t g_stride, size_t rows, size_t count,
                        const double *a, const int32_t *starts, ptrdiff_t step,
                        const int32_t *columns, size_t terms);

// out[j * out_stride + i * step] = panel[i][j], for i < count and j < columns.
void tk_spread_panel_f32(float *out, ptrdiff_t out_stride, ptrdiff_t step, const float *panel,
                         size_t count, size_t columns);
void tk_spread_panel_f64(double *out, ptrdiff_t out_stride, ptrdiff_t step, const double *panel,
                         size_t count, size_t columns);

#pragma clang assume_nonnull end

#endif
