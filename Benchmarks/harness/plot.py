"""Curves on logarithmic scales as SVG, with no library."""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 560, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 40, 50


def log_log(title, x_label, unit, pairs, theory):
    """A picture of the points, joined, and of the power that theory says, dashed through the last point."""
    last = pairs[-1]
    guide = [(x, last[1] * (x / last[0]) ** theory) for x, _ in pairs]
    # Theory speaks of large sizes: below the curve it is cut off.
    low = min(y for _, y in pairs) / 2
    guide = [point for point in guide if point[1] >= low]
    x_range = decades([x for x, _ in pairs])
    y_range = decades([y for _, y in pairs + guide])

    def place(point):
        return (
            LEFT + (math.log10(point[0]) - x_range[0]) / (x_range[1] - x_range[0]) * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM
            - (math.log10(point[1]) - y_range[0]) / (y_range[1] - y_range[0]) * (HEIGHT - TOP - BOTTOM))

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{WIDTH / 2}" y="22" text-anchor="middle" font-size="13">{escape(title)}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{escape(x_label)}</text>',
        f'<text x="14" y="{HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(-90 14 {HEIGHT / 2})">{escape(unit)}</text>',
    ]
    for power in range(math.ceil(x_range[0]), math.floor(x_range[1]) + 1):
        x = place((10.0**power, 10.0**y_range[0]))[0]
        lines.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        lines.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{tick(power)}</text>')
    for power in range(math.ceil(y_range[0]), math.floor(y_range[1]) + 1):
        y = place((10.0**x_range[0], 10.0**power))[1]
        lines.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        lines.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick(power)}</text>')
    if len(guide) > 1:
        lines.append(path(map(place, guide), 'stroke="#999" stroke-dasharray="5 4"'))
    lines.append(path(map(place, pairs), 'stroke="#1f6feb" stroke-width="2"'))
    for point in pairs:
        x, y = place(point)
        lines.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1f6feb"/>')
    return "\n".join(lines + ["</svg>", ""])


def path(points, style):
    return '<path d="M' + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + f'" fill="none" {style}/>'


def decades(values):
    """The range of the logarithms, with some room."""
    low, high = math.log10(min(values)), math.log10(max(values))
    if high - low < 1:
        middle = (low + high) / 2
        low, high = middle - 0.5, middle + 0.5
    return low - 0.08, high + 0.08


def tick(power):
    if 0 <= power <= 3:
        return f"{10**power:,}"
    if -3 <= power < 0:
        return f"{10.0**power:g}"
    return f'10<tspan dy="-5" font-size="9">{power}</tspan>'
