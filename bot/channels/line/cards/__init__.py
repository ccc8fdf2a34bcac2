"""What a message looks like on LINE: Flex cards and the quick replies beneath them."""
