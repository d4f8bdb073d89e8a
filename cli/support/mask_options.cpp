// Parsing shapes, and saying them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/mask_options.h"

#include <fmt/core.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/file/text_file.h"
#include "core/session/spectral_json.h"

namespace lathe::cli {
namespace {

std::vector<TimeFrequency> pointsOf(const std::string& text, const std::string& option) {
  std::vector<TimeFrequency> points;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const auto numbers = numbersOf(word, option, 2, 2);
    points.push_back({{numbers[0]}, {numbers[1]}});
  }
  return points;
}

ChannelScope scopeOf(const std::string& text) {
  if (text == "all") return {};
  if (text == "mid") return {ChannelScope::Kind::Mid};
  if (text == "side") return {ChannelScope::Kind::Side};
  ChannelScope scope{ChannelScope::Kind::Set};
  for (const double channel : numbersOf(text, "--channels", 1, 64)) {
    if (!(channel >= 1 && channel <= 64 && channel == std::floor(channel)))
      throw Error(ErrorKind::Invalid, "--channels is all, mid, side, or channels counted from 1, as in 1,2");
    scope.channels |= std::uint64_t{1} << (static_cast<int>(channel) - 1);
  }
  return scope;
}

std::string span(double a, double b, const char* unit) {
  return fmt::format("{} to {} {}", exactText(a), exactText(b), unit);
}

struct Teller {
  std::string operator()(const RectangleShape& s) const {
    return "box " + (*this)(PassageShape{s.time}).substr(8) + ", " +
           span(s.frequency.low.value, s.frequency.high.value, "Hz");
  }
  std::string operator()(const BandShape& s) const {
    return "band " + span(s.frequency.low.value, s.frequency.high.value, "Hz");
  }
  std::string operator()(const PassageShape& s) const {
    return "passage " + span(s.time.start.value, s.time.end.value, "s");
  }
  std::string operator()(const PolygonShape& s) const {
    return fmt::format("lasso of {} points from {} s, {} Hz", s.corners.size(), exactText(s.corners.front().time.value),
                       exactText(s.corners.front().frequency.value));
  }
  std::string operator()(const BrushShape& s) const {
    return fmt::format("brush of {} points from {} s, {} Hz", s.points.size(), exactText(s.points.front().time.value),
                       exactText(s.points.front().frequency.value));
  }
  std::string operator()(const WandShape& s) const {
    return fmt::format("wand at {} s, {} Hz, {} dB", exactText(s.seed.time.value), exactText(s.seed.frequency.value),
                       exactText(s.tolerance.value));
  }
  std::string operator()(const HarmonicsShape& s) const {
    return fmt::format("{} harmonics of {} Hz, {} Hz wide", s.count, exactText(s.base.value),
                       exactText(s.width.value)) +
           (s.time ? ", " + span(s.time->start.value, s.time->end.value, "s") : "");
  }
  std::string operator()(const MultipliedPolygonShape& s) const {
    return (*this)(s.base) + fmt::format(" and its {} harmonics", s.count);
  }
};

}  // namespace

bool MaskOptions::isEmpty() const {
  return boxes.empty() && passages.empty() && bands.empty() && lassos.empty() && brushes.empty() && wands.empty() &&
         harmonics.empty() && json.empty();
}

std::vector<double> numbersOf(const std::string& text, const std::string& option, std::size_t fewest,
                              std::size_t most) {
  std::vector<double> numbers;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const auto number = parseNumber(std::string_view(text).substr(from, comma - from));
    if (!number)
      throw Error(ErrorKind::Invalid, fmt::format("{} takes numbers with commas between them, not '{}'", option, text));
    numbers.push_back(*number);
    from = comma + 1;
  }
  if (numbers.size() < fewest || numbers.size() > most)
    throw Error(ErrorKind::Invalid,
                fmt::format("{} takes {} number{}, not '{}'", option,
                            fewest == most ? std::to_string(most) : fmt::format("{} to {}", fewest, most),
                            most == 1 ? "" : "s", text));
  return numbers;
}

Mask maskOf(const MaskOptions& options) {
  Mask mask;
  if (!options.json.empty()) {
    const std::string text = options.json.front() == '@' ? readTextFile(options.json.substr(1)) : options.json;
    const Json json = parseJson(text);
    const Json members = json.is_array() ? Json{{"mask", json}} : json;
    JsonObject object(members, "--shapes");
    mask = maskFromJson(object);
  }
  std::vector<MaskPart> parts;
  for (const auto& text : options.boxes) {
    const auto n = numbersOf(text, "--box", 4, 4);
    parts.push_back({RectangleShape{{{n[0]}, {n[1]}}, {{n[2]}, {n[3]}}}});
  }
  for (const auto& text : options.passages) {
    const auto n = numbersOf(text, "--time", 2, 2);
    parts.push_back({PassageShape{{{n[0]}, {n[1]}}}});
  }
  for (const auto& text : options.bands) {
    const auto n = numbersOf(text, "--band", 2, 2);
    parts.push_back({BandShape{{{n[0]}, {n[1]}}}});
  }
  for (const auto& text : options.lassos) parts.push_back({PolygonShape{pointsOf(text, "--lasso")}});
  if (!options.brushes.empty()) {
    const auto size = numbersOf(options.brushSize, "--brush-size", 2, 2);
    for (const auto& text : options.brushes)
      parts.push_back({BrushShape{pointsOf(text, "--brush"), {size[0]}, {size[1]}, options.hardness}});
  }
  for (const auto& text : options.wands) {
    const auto n = numbersOf(text, "--wand", 2, 3);
    const double from = std::max(0.0, n[0] - 5);
    parts.push_back({WandShape{{{n[0]}, {n[1]}}, {n.size() > 2 ? n[2] : 12}, {{from}, {n[0] + 5}}}});
  }
  for (const auto& text : options.harmonics) {
    const auto n = numbersOf(text, "--harmonics", 3, 5);
    if (n[1] != std::floor(n[1]))
      throw Error(ErrorKind::Invalid, "--harmonics counts lines in whole numbers: BASE,COUNT,WIDTH");
    HarmonicsShape shape{{n[0]}, static_cast<int>(std::clamp(n[1], 0.0, 1e6)), {n[2]}};
    if (n.size() == 5) shape.time = TimeSpan{{n[3]}, {n[4]}};
    parts.push_back({shape});
  }
  if (!options.feather.empty()) {
    const auto n = numbersOf(options.feather, "--feather", 2, 2);
    for (MaskPart& part : parts) part.feather = {{n[0]}, {n[1]}};
  }
  mask.parts.insert(mask.parts.end(), parts.begin(), parts.end());
  if (options.channels != "all") mask.scope = scopeOf(options.channels);
  mask.isInverted = mask.isInverted || options.isInverted;
  checkMask(mask);
  return mask;
}

std::string maskText(const Mask& mask) {
  std::string text;
  for (const MaskPart& part : mask.parts) {
    if (!text.empty())
      text += part.operation == MaskOperation::Add        ? " and "
              : part.operation == MaskOperation::Subtract ? " without "
                                                          : " within ";
    text += std::visit(Teller{}, part.shape);
  }
  if (mask.isInverted) text = "all but " + text;
  if (mask.scope.kind == ChannelScope::Kind::Mid) text += " (mid)";
  if (mask.scope.kind == ChannelScope::Kind::Side) text += " (side)";
  if (mask.scope.kind == ChannelScope::Kind::Set)
    for (int c = 0; c < 64; ++c)
      if (mask.scope.channels >> c & 1) text += fmt::format(" (channel {})", c + 1);
  return text.empty() ? "nothing" : text;
}

}  // namespace lathe::cli
