// A fixed table of names that needs no lock and no memory.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/temporaries.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <climits>
#include <cstring>

namespace lathe {
namespace {

enum class SlotState { Free, Filling, Live };

struct Slot {
  std::atomic<SlotState> state = SlotState::Free;
  std::array<char, PATH_MAX> path;
};

static_assert(std::atomic<SlotState>::is_always_lock_free, "a signal handler reads it");

// A signal handler receives no argument, so what it needs must be reachable without one.
std::array<Slot, 64> slots;

}  // namespace

void removeAllTemporaries() noexcept {
  for (Slot& slot : slots)
    if (slot.state.load(std::memory_order_acquire) == SlotState::Live) ::unlink(slot.path.data());
}

RegisteredTemporary::RegisteredTemporary(const std::filesystem::path& path) noexcept {
  const std::string& name = path.native();
  if (name.size() >= PATH_MAX) return;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    SlotState expected = SlotState::Free;
    if (!slots[i].state.compare_exchange_strong(expected, SlotState::Filling)) continue;
    std::memcpy(slots[i].path.data(), name.c_str(), name.size() + 1);
    slots[i].state.store(SlotState::Live, std::memory_order_release);
    slot_ = static_cast<int>(i);
    return;
  }
}

RegisteredTemporary::~RegisteredTemporary() {
  if (slot_ >= 0) slots[static_cast<std::size_t>(slot_)].state.store(SlotState::Free, std::memory_order_release);
}

}  // namespace lathe
