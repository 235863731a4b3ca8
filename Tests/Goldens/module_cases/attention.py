import torch

from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -1.0, 1.0, seed, "float64")


def hidden(*rows):
    return torch.tensor([[c == "x" for c in row] for row in rows])


def cases(Case):
    causal = torch.nn.Transformer.generate_square_subsequent_mask(3, dtype=torch.float64)
    qkv = [x(3, 2, 4), x(5, 2, 4, seed=2), x(5, 2, 4, seed=3)]
    # Where PyTorch sees that a mask is causal it does without it, and without its derivative.
    layer = dict(
        dim_feedforward=5, dropout=0.0,
        takes_gradients=lambda t: t.is_floating_point() and bool(t.isfinite().all()))
    padding = hidden("..x", "...")
    return [
        Case("MultiheadAttention", 4, 2, inputs=qkv),
        Case("MultiheadAttention", 4, 2, bias=False, inputs=qkv, input_kwargs=dict(need_weights=False)),
        Case("MultiheadAttention", 4, 2, kdim=3, vdim=2, batch_first=True,
             inputs=[x(2, 3, 4), x(2, 5, 3, seed=2), x(2, 5, 2, seed=3)],
             input_kwargs=dict(average_attn_weights=False)),
        Case("MultiheadAttention", 4, 2, add_bias_kv=True, add_zero_attn=True, inputs=qkv,
             input_kwargs=dict(
                 key_padding_mask=hidden("..x..", "....x"), attn_mask=hidden("x....", ".x...", "..x.x"))),
        Case("MultiheadAttention", 4, 4, inputs=[x(3, 4), x(5, 4, seed=2), x(5, 4, seed=3)],
             input_kwargs=dict(attn_mask=x(3, 5, seed=4))),
        Case("MultiheadAttention", 4, 2, dropout=0.5, inputs=qkv),
        Case("TransformerEncoderLayer", 4, 2, inputs=[x(3, 2, 4)], **layer),
        Case("TransformerEncoderLayer", 4, 2, activation="gelu", norm_first=True, batch_first=True, inputs=[x(2, 3, 4)],
             input_kwargs=dict(src_mask=causal), **layer),
        Case("TransformerEncoderLayer", 4, 1, bias=False, layer_norm_eps=1e-2, inputs=[x(3, 2, 4)],
             input_kwargs=dict(src_mask=hidden(".x.", "..x", "x.."), src_key_padding_mask=padding), **layer),
        Case("TransformerEncoderLayer", 4, 2, inputs=[x(3, 4)], input_kwargs=dict(src_mask=causal, is_causal=True), **layer),
        Case("TransformerDecoderLayer", 4, 2, inputs=[x(3, 2, 4), x(2, 2, 4, seed=2)], **layer),
        Case("TransformerDecoderLayer", 4, 2, activation="gelu", norm_first=True, batch_first=True,
             inputs=[x(2, 3, 4), x(2, 2, 4, seed=2)],
             input_kwargs=dict(tgt_mask=causal, tgt_is_causal=True, memory_key_padding_mask=hidden(".x", "..")), **layer),
        Case("TransformerDecoderLayer", 4, 1, bias=False, inputs=[x(3, 2, 4), x(2, 2, 4, seed=2)],
             input_kwargs=dict(memory_mask=hidden("..", ".x", "x."), tgt_key_padding_mask=padding), **layer),
        Case("TransformerEncoder", 4, 2, num_layers=2, inputs=[x(3, 2, 4)], input_kwargs=dict(mask=causal, is_causal=True), **layer),
        Case("TransformerEncoder", 4, 2, num_layers=2, norm=True, norm_first=True, batch_first=True, inputs=[x(2, 3, 4)],
             input_kwargs=dict(mask=hidden("..x", "...", "x.."), src_key_padding_mask=padding), **layer),
        Case("TransformerDecoder", 4, 2, num_layers=2, inputs=[x(3, 2, 4), x(2, 2, 4, seed=2)],
             input_kwargs=dict(tgt_mask=causal), **layer),
        Case("TransformerDecoder", 4, 2, num_layers=2, norm=True, norm_first=True, batch_first=True,
             inputs=[x(2, 3, 4), x(2, 2, 4, seed=2)],
             input_kwargs=dict(tgt_mask=causal, memory_key_padding_mask=hidden(".x", "..")), **layer),
        Case("Transformer", 4, 2, num_encoder_layers=2, num_decoder_layers=1, inputs=[x(3, 2, 4), x(3, 2, 4, seed=2)],
             input_kwargs=dict(tgt_mask=causal), **layer),
        Case("Transformer", 4, 2, num_encoder_layers=1, num_decoder_layers=2, activation="gelu", norm_first=True,
             batch_first=True, bias=False, inputs=[x(2, 3, 4), x(2, 3, 4, seed=2)],
             input_kwargs=dict(
                 src_mask=causal, tgt_mask=causal, memory_mask=causal, src_key_padding_mask=padding,
                 tgt_key_padding_mask=hidden("...", "..x"), memory_key_padding_mask=padding), **layer),
    ]
