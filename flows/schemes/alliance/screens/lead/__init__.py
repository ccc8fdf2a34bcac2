"""Who leads an alliance: handing the lead to a member in two steps, ending the alliance."""
