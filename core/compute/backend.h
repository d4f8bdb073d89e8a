// The backends of this program: which there are, why others are not used, and which is best for a piece of work.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/compute/ops/backend_contract.h"

namespace lathe {

/// One line of `lathe devices`.
struct BackendDescription {
  DeviceInfo info;
  std::string trouble;  ///< why it is not used; empty when it is
};

/// The CPU, every device that can be used (opened if need be), and why others cannot. Measures copy speeds.
std::vector<BackendDescription> describeBackends();

/// True for what chooseBackends() takes: "auto", "cpu", "cuda:0", "null" (for tests).
bool isDeviceChoice(std::string_view choice) noexcept;

/// Backends for a piece of work, best first, always ending with the CPU.
///
/// `choice` is "cpu", "cuda:0" (a certain device), "null" (a device that is not there, which fails as LATHE_FAULT
/// says), "auto" (whatever `seconds` estimates to be done first, starting up included) or empty, which means what
/// LATHE_DEVICE says, or auto. A device that cannot be used, or was lost, is passed over; what does not look like a
/// choice throws Error Invalid. Work that the CPU finishes in half a second opens no device by itself.
std::vector<Backend*> chooseBackends(std::string_view choice, const std::function<double(const Backend&)>& seconds);

/// As above, for a convolution of that many frames.
template <class Real>
std::vector<Backend*> chooseBackends(std::string_view choice, const ConvolutionSpec<Real>& spec, std::uint64_t frames,
                                     int threads) {
  return chooseBackends(choice, [&](const Backend& backend) {
    return backend.convolutionSeconds(spec.inputs, spec.outputs, spec.paths.size(), longestPath(spec), frames, threads);
  });
}

}  // namespace lathe
