// Keys of Audacity, RX, WaveLab and REAPER where ours are others.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/commands/key_presets.h"

namespace lathe::gui {
namespace {

struct Keys {
  const char* action;
  std::initializer_list<const char*> keys;
};

KeyPreset preset(const char* name, std::initializer_list<Keys> list) {
  KeyPreset made{QLatin1String(name), {}};
  for (const Keys& entry : list) {
    QList<QKeySequence> keys;
    for (const char* key : entry.keys) keys << QKeySequence(QLatin1String(key));
    made.keys[QLatin1String(entry.action)] = keys;
  }
  return made;
}

}  // namespace

std::vector<KeyPreset> keyPresets() {
  return {
      preset("Lathe", {}),
      preset("Audacity", {{"edit.delete", {"Ctrl+L", "Del"}},
                          {"tool.time", {"F1"}},
                          {"tool.frequency", {"F2"}},
                          {"tool.box", {"F3"}},
                          {"tool.brush", {"F4"}},
                          {"tool.lasso", {"F5"}},
                          {"edit.marker", {"Ctrl+B", "Ctrl+."}}}),
      preset("RX", {{"transport.loop", {"Ctrl+L"}},
                    {"transport.start", {"Return", "Home"}},
                    {"view.follow", {"Ctrl+R"}},
                    {"select.none", {"Ctrl+D", "Esc"}},
                    {"tool.time", {"T"}},
                    {"tool.box", {"R"}},
                    {"tool.frequency", {"F"}},
                    {"tool.lasso", {"L"}},
                    {"tool.brush", {"B"}},
                    {"tool.wand", {"W"}},
                    {"transport.bypass", {"Ctrl+Shift+B"}}}),
      preset("WaveLab", {{"transport.loop", {"/"}},
                         {"select.start", {"B"}},
                         {"select.end", {"E"}},
                         {"view.zoom_in", {"H", "Ctrl+="}},
                         {"view.zoom_out", {"G", "Ctrl+-"}},
                         {"transport.bypass", {"Ctrl+Shift+B"}}}),
      preset("REAPER", {{"transport.loop", {"R"}},
                        {"transport.pause", {"Return"}},
                        {"transport.start", {"Home", "W"}},
                        {"edit.last_marker", {"["}},
                        {"edit.next_marker", {"]"}},
                        {"view.zoom_in", {"+", "="}},
                        {"view.zoom_out", {"-"}},
                        {"tool.box", {"3"}}}),
  };
}

void applyKeys(Actions& actions, const KeyPreset& preset) {
  for (QAction* action : actions.all())
    actions.setKeys(action->objectName(), actions.defaultKeys(action->objectName()));
  for (const auto& [id, keys] : preset.keys) actions.setKeys(id, keys);
}

}  // namespace lathe::gui
