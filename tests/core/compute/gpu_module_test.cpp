// Modules that cannot be used are passed over with a sentence, never with an error.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/gpu_module.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(GpuModule, IsPassedOverWhenItIsNotInstalled) {
  const GpuModule module = openGpuModule({});
  EXPECT_THAT(module.devices, IsEmpty());
  EXPECT_THAT(module.trouble, HasSubstr("not installed"));
}

TEST(GpuModule, IsPassedOverWhenItIsNoModule) {
  lathe::testing::TemporaryFolder folder;
  const auto path = folder.path() / "liblathe_cuda.so";
  std::ofstream(path) << "no library";
  const GpuModule module = openGpuModule(path);
  EXPECT_THAT(module.devices, IsEmpty());
  EXPECT_THAT(module.trouble, HasSubstr("cannot be opened"));
}

TEST(GpuModule, IsPassedOverWhenItBelongsToAnotherBuild) {
  const GpuModule module = openGpuModule("libm.so.6");  // a library, but not ours
  EXPECT_THAT(module.devices, IsEmpty());
  EXPECT_THAT(module.trouble, HasSubstr("another build"));
}

}  // namespace
}  // namespace lathe
